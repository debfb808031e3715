import { structuredPatch } from 'diff';
import type { FileResult } from '../run/result.js';
import { type Paint, type View } from './paint.js';
import { visible } from './visible.js';
import { quotedPath } from './quoted-path.js';

const context = 3;

/** A patch that `git apply` takes; empty when nothing changed. */
export function unifiedDiff({ repositoryPath, before, text }: FileResult): string {
  if (before === text) return '';
  const [from, to] = [`a/${repositoryPath}`, `b/${repositoryPath}`];
  const { hunks } = structuredPatch(from, to, before, text, '', '', { context });
  const lines = [
    `diff --git ${quotedPath(from)} ${quotedPath(to)}`,
    `--- ${fileHeader(from)}`,
    `+++ ${fileHeader(to)}`,
    ...hunks.flatMap((hunk) => [hunkHeader(hunk), ...hunk.lines]),
  ];
  return `${lines.join('\n')}\n`;
}

/** As git does: a tab tells where a path with blanks ends. */
function fileHeader(path: string): string {
  const quoted = quotedPath(path);
  return quoted.includes(' ') ? `${quoted}\t` : quoted;
}

type Hunk = ReturnType<typeof structuredPatch>['hunks'][number];

/** An empty range is told by the line before it. */
function hunkHeader({ oldStart, oldLines, newStart, newLines }: Hunk): string {
  const range = (start: number, lines: number): string =>
    `${lines === 0 ? start - 1 : start},${lines}`;
  return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
}

/** The patch as a view shows it. */
export function diffIn({ paint, width }: View, result: FileResult): string {
  const diff = unifiedDiff(result);
  if (paint.isColorSupported) return colouredDiff(diff, paint);
  return width === undefined ? diff : visibleDiff(diff);
}

/** The patch for a reader: what could steer a terminal is shown as what it is. */
export function visibleDiff(diff: string): string {
  return diff
    .split('\n')
    .map((line) => visible(line.replace(/\r$/, '')))
    .join('\n');
}

/** The patch in git's colours, for eyes only. */
export function colouredDiff(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map((line) => colourOf(line, paint)(visible(line.replace(/\r$/, ''))))
    .join('\n');
}

function colourOf(line: string, paint: Paint): (text: string) => string {
  if (/^(?:diff --git|--- [ab"/]|\+\+\+ [ab"/])/.test(line)) return paint.bold;
  if (line.startsWith('@@')) return paint.cyan;
  if (line.startsWith('+')) return paint.green;
  return line.startsWith('-') ? paint.red : (text) => text;
}
