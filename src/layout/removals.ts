import type { Dockerfile, Instruction } from '../dockerfile/index.js';
import type { Span } from '../edits.js';
import { wholeLines } from './new-lines.js';
import { topOf } from './written-lines.js';

/**
 * The spans that take instructions out of a file with their comments and lines. Where blank
 * lines would meet those below go, and a file without a final newline stays one.
 */
export function removals(file: Dockerfile, instructions: readonly Instruction[]): readonly Span[] {
  const lines = instructions
    .map((one) => wholeLines(file, { start: topOf(one), end: one.end }))
    .toSorted((a, b) => a.start - b.start);
  const spans = merged(lines).map((span) => withBlankLines(file, span));
  return merged(spans).map((span) => atEnd(file, span));
}

/** Where there are blank lines above what goes, those below go, too. */
function withBlankLines({ text }: Dockerfile, { start, end }: Span): Span {
  const above = /^[\t ]*\r*\n$/.test(text.slice(text.lastIndexOf('\n', start - 2) + 1, start));
  const below = /^(?:[\t ]*\r*\n)+/.exec(text.slice(end))?.[0] ?? '';
  return { start, end: above ? end + below.length : end };
}

function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.start <= last.end)
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}

/** What is left must end as the file ended: no newline, or just one. */
function atEnd({ text }: Dockerfile, { start, end }: Span): Span {
  if (/\S/.test(text.slice(end))) return { start, end };
  const rest = text.slice(0, start).trimEnd().length;
  return text.endsWith('\n')
    ? {
        start: Math.min(start, rest + /^[\t ]*\r*\n?/.exec(text.slice(rest, start))![0].length),
        end: text.length,
      }
    : { start: rest, end: text.length };
}

/**
 * Where the lines of a step end. Comments right below it, apart from what follows, speak of it,
 * too.
 */
export function endOfStep({ text }: Dockerfile, { end }: Span): number {
  const rest = text.slice(end);
  const comments = /^[\t ]*(?:\r*\n[\t ]*#[^\r\n]*)+/.exec(rest)?.[0] ?? '';
  const apart = /^(?:$|\r*\n[\t ]*(?:$|\r*\n))/.test(rest.slice(comments.length));
  return apart ? end + comments.length : end;
}
