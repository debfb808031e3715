import type { Dockerfile } from '../dockerfile/index.js';
import { isIgnoreOfInstruction } from '../ignores.js';
import { type Comparison, firstLine, tally, textOf } from './comparison.js';

/** Each instruction is found again exactly once, or a change names it. */
export function instructionDifferences({ before, after, effects, changed }: Comparison): string[] {
  const missing = tally(changed.before.map((one) => textOf(before, one)));
  const add = (text: string, by: number): unknown =>
    missing.set(text, (missing.get(text) ?? 0) + by);
  for (const { rewrites = [], writes = [] } of effects) {
    for (const instruction of rewrites) add(textOf(before, instruction), -1);
    for (const text of writes) add(text, 1);
  }
  for (const instruction of changed.after) add(textOf(after, instruction), -1);
  const announced = new Set(effects.flatMap(({ writes = [] }) => writes));
  return [...missing]
    .filter(([, count]) => count !== 0)
    .map(([text, count]) => `"${firstLine(text)}" ${complaint(count, announced.has(text))}`);
}

function complaint(missing: number, announced: boolean): string {
  if (missing < 0) return 'is there without an announcement (effect.writes)';
  return announced ? 'is announced in effect.writes and missing' : 'is missing (effect.rewrites)';
}

/** No comment line is lost, wherever it went, and none is parted from what it stands above (H03). */
export function commentDifferences(comparison: Comparison): string[] {
  const { before, after, rewritten, effects } = comparison;
  const reworded = effects.flatMap(({ comments = [] }) => comments);
  const kept = before.instructions.filter((one) => one.comments.length > 0 && !rewritten.has(one));
  // One that stands twice may be reworded once.
  const expected = [
    ...lacking(
      commentsOf(before),
      reworded.map((one) => one.before),
    ),
    ...reworded.map((one) => one.after),
  ];
  const lost = lacking(expected, commentsOf(after));
  const parted = lacking(pragmasOf(before, kept), pragmasOf(after, after.instructions));
  return [
    ...lost.map((text) => `the comment "${text}" would be lost`),
    ...(lost.length > 0
      ? []
      : parted.map(
          (text) => `the comment "${firstLine(text)}" would stand above another instruction`,
        )),
  ];
}

/** The texts that occur less often after than before. */
function lacking(before: readonly string[], after: readonly string[]): string[] {
  const left = tally(after);
  return before.filter((text) => {
    const there = left.get(text) ?? 0;
    left.set(text, there - 1);
    return there <= 0;
  });
}

function commentsOf({ text, comments, instructions }: Dockerfile): string[] {
  const all = [...comments];
  for (const { line } of instructions) for (const inner of line.innerComments) all.push(inner);
  return all.map(({ start, end }) => text.slice(start, end));
}

/**
 * The last comment above each instruction, which a linter may take for its own, and those that speak
 * to us, with the instruction.
 */
function pragmasOf(file: Dockerfile, instructions: Dockerfile['instructions']): string[] {
  const commented = instructions.filter(({ comments }) => comments.length > 0);
  return commented.flatMap((one) => {
    const texts = one.comments.map(({ start, end }) => file.text.slice(start, end));
    const speaking = texts.filter(
      (text, at) => at === texts.length - 1 || isIgnoreOfInstruction(text),
    );
    return speaking.map((text) => `${text}\n${textOf(file, one)}`);
  });
}

/** Byte-order mark, line endings, final newline and directives stay. */
export function layoutDifferences({ before, after }: Comparison): string[] {
  const [was, is] = [before.text, after.text];
  return [
    ...(was.startsWith('\ufeff') === is.startsWith('\ufeff')
      ? []
      : ['the byte-order mark changed']),
    ...(was.endsWith('\n') === is.endsWith('\n') ? [] : ['the final newline changed']),
    ...(isMixed(was, is) ? ['the line endings are mixed now'] : []),
    ...(directives(before) === directives(after) ? [] : ['a directive changed']),
  ];
}

/** A file with one kind of line ending must not get the other; one with no line at all may get either. */
function isMixed(was: string, is: string): boolean {
  const bare = /(?:^|[^\r])\n/;
  const endings = [bare.test(was), was.includes('\r\n')];
  if (endings[0] === endings[1]) return !was.includes('\n') && bare.test(is) && is.includes('\r\n');
  return endings[0] === true ? is.includes('\r\n') : bare.test(is);
}

function directives({ directives: { escape, syntax, check } }: Dockerfile): string {
  return JSON.stringify([escape, syntax, check]);
}
