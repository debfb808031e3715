import type { FileResult } from '../../run/result.js';
import { harmlessJson } from '../visible.js';
import { client } from './client.js';
import { itemOf } from './item.js';
import { style } from './style.js';

const script = `(${client.toString()})();`;
/** Only our own script runs, and nothing is fetched, whatever a scanned file may hold. */
function policy(): string {
  // Other formats do not pay for what node:crypto loads.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
}

const select = (id: string, all: string): string =>
  `<label>${id}<select id="${id}" name="${id}"><option value="">${all}</option></select></label>`;

/** The page up to the first file: one file that opens from disk and needs no network. */
export function htmlStart(): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<title>slim-dockerfile</title>
<style>${style}</style>
<h1>slim-dockerfile</h1>
<ul class="totals" id="totals" aria-label="Totals"></ul>
<form aria-label="Filters">
${select('repository', 'all')}
${select('transform', 'all')}
${select('outcome', 'all')}
${select('rule', 'all')}
<label>name<input id="text" type="search" placeholder="part of a path"></label>
<button id="reset" type="reset">Show all</button>
<output id="shown" aria-live="polite"></output>
</form>
<main id="files"></main>
<p class="none" id="unfinished">If this line stays, the run that wrote the report ended before its last file.</p>
<p class="none" id="none" hidden>No file fits these filters.</p>
`;
}

/** One file, as data: it can't close the element that it stands in. */
export function htmlFile(result: FileResult): string {
  const data = harmlessJson(JSON.stringify(itemOf(result))).replaceAll('<', String.raw`\u003c`);
  return `<script type="application/json" data-file>${data}</script>\n`;
}

/** What stands behind the last file. */
export function htmlEnd(): string {
  return `<script>${script}</script>\n</html>\n`;
}
