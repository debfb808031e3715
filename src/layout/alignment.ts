import { type Dockerfile, type Instruction, textAfter, tokenColumn } from '../dockerfile/index.js';
import type { Edit } from '../edits.js';

/**
 * Puts the continuation tokens of lines that edits have changed back under those of the other lines.
 * Where the tokens of an instruction stand in no column, the edits stay as they are.
 *
 * @param edits all inside the instruction
 */
export function aligned(
  file: Dockerfile,
  at: Instruction,
  edits: readonly Edit[],
): readonly Edit[] {
  const before = file.text.slice(at.start, at.end);
  const text = textAfter(file.text, at, edits);
  const after = alignedText(file, at, text);
  return after === text ? edits : [difference(at.start, before, after)];
}

/** The text that an instruction gets, its tokens in the column of those that it had. */
export function alignedText(file: Dockerfile, at: Instruction, text: string): string {
  const column = tokenColumn(file, at);
  if (column === undefined) return text;
  const indent = at.start - file.text.lastIndexOf('\n', at.start - 1) - 1;
  const own = new Set(file.text.slice(at.start, at.end).split('\n'));
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      if (own.has(line) || index === lines.length - 1) return line;
      return withTokenAt(column - (index === 0 ? indent : 0), line, file.directives.escape);
    })
    .join('\n');
}

function withTokenAt(column: number, line: string, token: string): string {
  const bare = line.trimEnd();
  if (!bare.endsWith(token) || bare.trimStart().startsWith('#')) return line;
  const words = bare.slice(0, -1).trimEnd();
  const gap = ' '.repeat(Math.max(1, column - words.length));
  return `${words}${gap}${token}${line.slice(bare.length)}`;
}

/** One edit for all that differs. */
function difference(offset: number, before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    start: offset + start,
    end: offset + before.length - end,
    text: after.slice(start, after.length - end),
  };
}
