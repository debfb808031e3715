import { wrap } from '../report/wrap.js';

/** A command line with what it does, or the title of those that follow. */
export type Example = readonly [line: string, meaning: string] | string;

/** Longer lines have their meaning below them. */
const widest = 36;

/** The examples of `--help`, by what people want to do. */
export function exampleText(examples: readonly Example[], program: string, width: number): string {
  const lines = examples.flatMap((one) => (typeof one === 'string' ? [] : [one[0]]));
  const lengths = lines.map((line) => named(line, program).length);
  const column = 4 + Math.max(...lengths.filter((length) => length <= widest)) + 2;
  const rows = examples.map((one) =>
    typeof one === 'string'
      ? `\n  ${one}`
      : row(`    ${named(one[0], program)}`, one[1], column, width),
  );
  return `Examples:\n${rows.join('\n').replace(/^\n/, '')}`;
}

function named(line: string, program: string): string {
  return line.replace('$0', program);
}

function row(line: string, meaning: string, column: number, width: number): string {
  const text = wrap(meaning, ' '.repeat(column), width);
  return line.length + 2 > column ? `${line}\n${text}` : line.padEnd(column) + text.trimStart();
}
