import type { Dockerfile, Instruction } from '../../../src/dockerfile/index.js';
import { physicalLines } from '../../../src/dockerfile/index.js';
import type { Span } from '../../../src/edits.js';
import { lineEnding } from '../../../src/layout/index.js';

/** What stands between a word and one more behind it: a line break where words have lines of their own. */
export function separatorAfter(file: Dockerfile, at: Instruction, word: Span): string {
  const { text } = file;
  const lines = physicalLines(text, at);
  const index = lines.findIndex(({ start, end }) => start <= word.start && word.end <= end);
  const line = lines[index];
  if (!line) return ' ';
  // What ends the command may stand on the line of its last word.
  const alone = text.slice(line.start, line.textEnd).replace(/(?:&&|\|\||;)\s*$/, '');
  if (alone.trim() !== text.slice(word.start, word.end)) return ' ';
  const indent = text.slice(line.start, word.start);
  const model = line.continued
    ? line
    : lines.slice(0, index).findLast(({ continued }) => continued);
  if (!model) return ' ';
  const token = text.slice(model.textEnd, model.end).trimEnd();
  return `${/[\t ]*$/.exec(text.slice(model.start, model.textEnd))?.[0] ?? ' '}${token}${lineEnding(text)}${indent}`;
}
