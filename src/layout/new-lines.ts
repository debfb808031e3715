import type { Dockerfile, Instruction } from '../dockerfile/index.js';
import type { Span } from '../edits.js';
import { rememberedLast } from '../memo.js';

/** The line ending of a file: that of most of its lines. */
export const lineEnding = rememberedLast((text): '\r\n' | '\n' => {
  const lines = text.split('\n').length - 1;
  const carriageReturns = text.split('\r\n').length - 1;
  return carriageReturns * 2 > lines ? '\r\n' : '\n';
});

/** How many gaps show a habit. */
const fewestGaps = 3;

/** What stands between two instructions: a blank line, too, where the file sets all its own apart so. */
export function between({ text, instructions }: Dockerfile): string {
  const gaps = instructions
    .slice(1)
    .map(({ start }, index) => text.slice(instructions[index]?.end, start));
  const apart = gaps.length >= fewestGaps && gaps.every((gap) => /\n[\t ]*\r*\n/.test(gap));
  return lineEnding(text).repeat(apart ? 2 : 1);
}

/** A keyword or `AS` in the casing of the file's FROM lines (handbook A01). */
export function cased(file: Dockerfile, keyword: string): string {
  const written =
    file.instructions.find((one) => one.keyword === 'FROM')?.line.joined.text ?? 'FROM';
  return written.startsWith('from') ? keyword.toLowerCase() : keyword;
}

/** `AS` as the file writes it beside its own stage names. */
export function casedAs(file: Dockerfile): string {
  const written = file.stages
    .map(({ from }) => /\s(as)\s+\S+$/i.exec(from.argument)?.[1])
    .find(Boolean);
  return written ?? cased(file, 'AS');
}

/** An argument vector as JSON, spaced as the instruction that it is for, or the file, spaces its own. */
export function jsonArray(file: Dockerfile, argv: readonly string[], like?: Instruction): string {
  const arrays = [...(like ? [like] : []), ...file.instructions].filter(({ json }) => json?.length);
  const several = arrays.find(({ json = [] }) => json.length > 1);
  const comma = several && /"[\t ]*,"/.test(several.argument) ? ',' : ', ';
  const pad = arrays[0] && /^(?:cmd\s+)?\[[\t ]+"/i.test(arrays[0].argument) ? ' ' : '';
  return `[${pad}${argv.map((word) => JSON.stringify(word)).join(comma)}${pad}]`;
}

/**
 * Where a line goes that follows an instruction: behind the comments right below it, unless the
 * next instruction follows them without a blank line and they are its own.
 */
export function endWithComments(
  { text, comments, instructions }: Dockerfile,
  at: Instruction,
): number {
  const next = instructions.find(({ start }) => start > at.start);
  let end = at.end;
  for (const comment of comments) {
    if (comment.start < end || next?.comments.includes(comment)) continue;
    if (!/^[\t ]*\r*\n[\t ]*$/.test(text.slice(end, comment.start))) break;
    end = comment.end;
  }
  return end;
}

/** The indentation in front of an instruction. */
export function indentOf({ text }: Dockerfile, { start }: Span): string {
  return /[\t ]*$/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
}

/** Whole lines: the span of instructions with indentation before and the line ending after. */
export function wholeLines({ text }: Dockerfile, { start, end }: Span): Span {
  const newline = text.indexOf('\n', end);
  return {
    start: text.lastIndexOf('\n', start - 1) + 1,
    end: newline === -1 ? text.length : newline + 1,
  };
}
