import {
  type Continuation,
  continuationOf,
  type Dockerfile,
  type Instruction,
} from '../dockerfile/index.js';
import { cased, lineEnding } from './new-lines.js';

/** Lines that we write stay within this width where words allow it and nothing else is configured. */
const defaultWidth = 100;

/** One instruction out of words, broken as the file breaks its own where it gets too wide. */
export function instructionText(
  file: Dockerfile,
  keyword: string,
  words: readonly string[],
): string {
  return chainText(file, keyword, [words]);
}

/** Commands joined by `&&`, each on a line of its own. */
export function chainText(
  file: Dockerfile,
  keyword: string,
  commands: readonly (readonly string[])[],
): string {
  const habits = continuationOf(file);
  const { joint } = habits;
  const lines = commands.flatMap((words, index) => {
    const first = index === 0;
    const begin = first ? cased(file, keyword) : habits.commands + (joint === 'start' ? '&&' : '');
    const end = joint === 'end' && index < commands.length - 1 ? [' &&'] : [];
    const all = [...words.slice(0, -1), `${words.at(-1)}${end.join('')}`];
    return wrapped(begin, all, first ? habits.words : habits.nested, widthFor(file, habits));
  });
  return joinedLines(file, lines, habits);
}

/** Commands joined by `&&`: on one line where that is not too wide, else each on its own. */
export function fittingChain(
  file: Dockerfile,
  keyword: string,
  commands: readonly (readonly string[])[],
): string {
  const line = `${cased(file, keyword)} ${commands.map((words) => words.join(' ')).join(' && ')}`;
  return line.length <= widthOf(file) ? line : chainText(file, keyword, commands);
}

/** What stands between a command of an instruction and another one on the line below it. */
export function jointText(file: Dockerfile, at: Instruction): string {
  const { commands, joint } = continuationOf(file, at);
  const token = file.directives.escape;
  const eol = lineEnding(file.text);
  return joint === 'start' ? ` ${token}${eol}${commands}&& ` : ` && ${token}${eol}${commands}`;
}

/** Lines that go on, with the file's token where the file puts it. */
export function joinedLines(
  file: Dockerfile,
  lines: readonly string[],
  { column }: Continuation = continuationOf(file),
): string {
  const token = file.directives.escape;
  const widest = Math.max(...lines.slice(0, -1).map(({ length }) => length)) + 1;
  const place = column === undefined ? 0 : column === 'own' ? widest : Math.max(column, widest);
  const continued = lines
    .slice(0, -1)
    .map((line) => `${line}${' '.repeat(Math.max(1, place - line.length))}${token}`);
  return [...continued, ...lines.slice(-1)].join(lineEnding(file.text));
}

function widthOf({ style }: Dockerfile): number {
  return style?.width ?? defaultWidth;
}

/** Below this, words are not broken for the sake of a column. */
const narrowestColumn = 40;

/** Where tokens stand in a column, words end before it. */
function widthFor(file: Dockerfile, { column }: Continuation): number {
  const known = typeof column === 'number' && column >= narrowestColumn;
  return known ? Math.min(column + 1, widthOf(file)) : widthOf(file);
}

/** The lines of one command; the blank and the token behind each count as well. */
function wrapped(begin: string, words: readonly string[], indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = begin;
  for (const word of words) {
    const blank = /(?:^|[\t ])$/.test(line) ? '' : ' ';
    if (line.length + word.length + 3 > width && line !== begin) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line += `${blank}${word}`;
  }
  return [...lines, line];
}
