import type { Span } from '../edits.js';
import type { Instruction } from './instruction.js';

/** One physical line of an instruction. */
export interface PhysicalLine extends Span {
  /** Where the next line begins. */
  readonly next: number;
  /** Where its text ends: before the continuation token, where it has one. */
  readonly textEnd: number;
  readonly continued: boolean;
  /** A comment or a blank line inside a continuation: Docker passes over it. */
  readonly skipped: boolean;
}

/** The physical lines of an instruction; the first begins with the keyword. */
export function physicalLines(text: string, at: Instruction): readonly PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  const comments = new Set(at.line.innerComments.map(({ start }) => start));
  for (let start = at.start; start < at.end;) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 || newline >= at.end ? at.end : newline + 1;
    const end = endOfLine(text, start, next);
    const inBody = at.line.heredocs.some(({ body }) => start >= body.start && start < body.end);
    const token = continuation(text.slice(start, end), inBody ? '\\' : at.escape);
    const indented = start + (/^[\t ]*/.exec(text.slice(start, end))?.[0].length ?? 0);
    const skipped = comments.has(indented) || (!inBody && indented === end);
    const continued = !skipped && token !== undefined && next < at.end;
    lines.push({ start, end, next, textEnd: continued ? start + token : end, continued, skipped });
    start = next;
  }
  return lines;
}

/** Where the ending of a line begins, which may have several carriage returns. */
function endOfLine(text: string, start: number, next: number): number {
  if (text[next - 1] !== '\n') return next;
  let end = next - 1;
  while (end > start && text[end - 1] === '\r') end -= 1;
  return end;
}

/** Where the continuation token of a line stands; a doubled one is none. */
function continuation(line: string, escape: string): number | undefined {
  const trimmed = line.trimEnd();
  if (!trimmed.endsWith(escape) || trimmed.at(-2) === escape) return undefined;
  return trimmed.length - 1;
}
