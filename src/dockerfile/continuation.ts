import type { Instruction } from './instruction.js';
import type { Dockerfile } from './parse.js';
import { type PhysicalLine, physicalLines } from './physical-lines.js';

/** How the instructions of a file go on below their first line. */
export interface Continuation {
  /** What stands in front of a command that follows another. */
  readonly commands: string;
  /** In front of further words of the first command. */
  readonly words: string;
  /** In front of further words of a later command. */
  readonly nested: string;
  /** Whether `&&` begins a line or ends the one above. */
  readonly joint: 'start' | 'end';
  /** Where the tokens stand one below the other: everywhere in one column, or in one for each RUN. */
  readonly column?: number | 'own';
}

/** What a line is to the one above it. */
interface Continued {
  readonly kind: 'commands' | 'words' | 'nested';
  readonly indent: string;
  readonly joint: 'start' | 'end' | undefined;
}

/**
 * The habits of a file, or of one instruction that has lines enough of its own: the indents that most
 * of its continued lines have. What they leave open, the project's settings tell, else four blanks.
 */
export function continuationOf(file: Dockerfile, at?: Instruction): Continuation {
  const own = at ? continuedLines(file, at) : [];
  const runs = file.instructions.filter(({ keyword }) => keyword === 'RUN');
  const lines = own.length > 0 ? own : runs.flatMap((run) => continuedLines(file, run));
  const indents = (kind: Continued['kind']): string[] =>
    lines.flatMap((line) => (line.kind === kind ? [line.indent] : []));
  const [commands, words, nested] = (['commands', 'words', 'nested'] as const).map((kind) =>
    mostCommon(indents(kind)),
  );
  const fallback = file.style?.indent ?? '    ';
  const first = commands ?? words ?? nested ?? fallback;
  const ends = lines.filter(({ joint }) => joint === 'end').length;
  const starts = lines.filter(({ joint }) => joint === 'start').length;
  const column = columnIn(file, own.length > 0 && at ? [at] : runs);
  return {
    commands: first,
    // Commands may begin in the first column; words that are not set in look like commands there.
    words: words ?? (first === '' ? fallback : first),
    nested: nested ?? first + unit(first, file.style?.indent),
    joint: ends > starts ? 'end' : 'start',
    ...(column !== undefined && { column }),
  };
}

/** Whether any RUN of a file goes on below its first line, and so shows how that is done here. */
export function hasContinuedRun(file: Dockerfile): boolean {
  return file.instructions.some((one) => one.keyword === 'RUN' && continuedLines(file, one).length);
}

function continuedLines({ text }: Dockerfile, at: Instruction): Continued[] {
  if (at.line.heredocs.length > 0) return [];
  const lines = physicalLines(text, at).filter(({ skipped }) => !skipped);
  let nested = false;
  return lines.slice(1).map((line, index) => {
    const above = textOf(text, lines[index] as PhysicalLine);
    const own = textOf(text, line);
    const joint = /^\s*(?:&&|\|\||;)/.test(own)
      ? 'start'
      : /(?:&&|\|\||;)$/.test(above)
        ? 'end'
        : undefined;
    nested ||= joint !== undefined;
    // Below a lone RUN the first command stands where those after it stand.
    const leads = joint !== undefined || /^\S+$/.test(above);
    const indent = /^[\t ]*/.exec(own)?.[0] ?? '';
    return { kind: leads ? 'commands' : nested ? 'nested' : 'words', indent, joint };
  });
}

/** A line without its token and the blanks in front of that. */
function textOf(text: string, { start, textEnd }: PhysicalLine): string {
  return text.slice(start, textEnd).trimEnd();
}

/** One step further in. */
function unit(indent: string, configured: string | undefined): string {
  if (indent.includes('\t')) return '\t';
  return configured ?? (indent === '  ' ? '  ' : '    ');
}

/** The column of the tokens of one instruction, counted from its line's start, where they share one. */
export function tokenColumn({ text }: Dockerfile, at: Instruction): number | undefined {
  const lines = physicalLines(text, at).filter(({ continued }) => continued);
  // How wide a tab is, nobody knows here.
  if (lines.length < 2 || text.slice(at.start, at.end).includes('\t')) return undefined;
  const places = lines.map((line) => {
    const start = text.lastIndexOf('\n', line.start - 1) + 1;
    return {
      column: line.textEnd - start,
      width: text.slice(start, line.textEnd).trimEnd().length,
    };
  });
  const column = mostCommon(places.map((one) => one.column)) as number;
  const aligned = places.filter((one) => one.column === column);
  const others = places.filter((one) => one.column !== column);
  // A line that is too long for the column sticks out by one blank.
  const stickOut = others.every((one) => one.width + 1 === one.column && one.column > column);
  return stickOut && new Set(aligned.map(({ width }) => width)).size > 1 ? column : undefined;
}

/** The column of a file's tokens where most of its continued RUNs have one. */
function columnIn(file: Dockerfile, runs: readonly Instruction[]): number | 'own' | undefined {
  const several = runs.filter(
    (run) => physicalLines(file.text, run).filter(({ continued }) => continued).length > 1,
  );
  const columns = several.flatMap((run) => tokenColumn(file, run) ?? []);
  if (columns.length === 0 || columns.length * 2 <= several.length) return undefined;
  return new Set(columns).size === 1 ? columns[0] : 'own';
}

/** The value that occurs most often; of several the first. */
function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(value) === most);
}
