import type { Instruction } from '../../../src/dockerfile/index.js';
import type { Place } from '../../../src/project/index.js';
import { shortened } from '../../../src/sentence.js';
import { type Declined, decline } from '../../../src/transform.js';

export const skipAdvice = 'Change it, or leave drop-npm out with --skip drop-npm.';

/** What could stand in a line in the place of what stands there. */
interface Instead {
  readonly line: number;
  readonly text: string;
}

/**
 * npm stays, because of a line in another file.
 *
 * @param instead what could stand there and in other lines of the file, where that is known
 */
export function elsewhere(
  at: Instruction,
  { path, line, text }: Place,
  what: string,
  instead: readonly Instead[] = [],
): Declined {
  const because = `${path}:${line} ${what}: "${shortened(saidIn(text), 80)}".`;
  const advice =
    instead.length === 0
      ? skipAdvice
      : `Write ${written(instead, line)}, or leave drop-npm out with --skip drop-npm.`;
  return decline('drop-npm/called-elsewhere', at, because, advice);
}

/** What a line says: the value, where it is one of JSON. */
export function saidIn(text: string): string {
  return /^"[^"]+"\s?:\s?"(.*)",?$/.exec(text)?.[1] ?? text;
}

function written(instead: readonly Instead[], first: number): string {
  return instead
    .map(({ line, text }) => `"${text}" ${line === first ? 'there' : `in line ${line}`}`)
    .join(' and ');
}
