import type { Told } from '../rewrite/index.js';
import { type FileResult, statusOf } from '../run/result.js';
import { unifiedDiff } from './diff.js';
import { estimate } from './estimate.js';
import type { Totals } from './totals.js';
import { harmlessJson } from './visible.js';

/** The version of docs/result.schema.json; it grows when a key goes away or changes its meaning. */
const schemaVersion = 1;

/** What stands before the first file. The document is written in pieces, so that none is kept. */
export function jsonStart(): string {
  return `{\n  "version": ${schemaVersion},\n  "files": [`;
}

/** One file of the document. */
export function jsonFile(result: FileResult, isFirst: boolean): string {
  const { path, written, error, changes, cautions, declined } = result;
  const file = {
    path,
    status: statusOf(result),
    written,
    error: error ?? null,
    changes: changes.map(finding),
    cautions: cautions.map(finding),
    declined: declined.map(finding),
    diff: unifiedDiff(result),
    estimate: estimate(result) ?? null,
  };
  return `${isFirst ? '' : ','}\n${indented(file, '    ')}`;
}

/** What stands behind the last file. */
export function jsonEnd(totals: Totals): string {
  const close = totals.files === 0 ? '' : '\n  ';
  return `${close}],\n  "totals": ${indented(totals, '  ').trimStart()}\n}\n`;
}

function finding({ rule, transform, line, because, advice }: Told) {
  return { rule, transform: transform ?? null, line, because, advice: advice ?? null };
}

function indented(value: unknown, indent: string): string {
  return harmlessJson(JSON.stringify(value, null, 2)).replace(/^/gm, indent);
}
