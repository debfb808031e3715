import type { Instruction } from '../../src/dockerfile/index.js';
import type { Place } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';

export const skipAdvice = 'Change it, or leave drop-npm out with --skip drop-npm.';

/**
 * npm stays, because of a line in another file.
 *
 * @param instead what could stand there, where that is known
 */
export function elsewhere(
  at: Instruction,
  { path, line, text }: Place,
  what: string,
  instead?: string,
): Declined {
  const quoted = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  const because = `${path}:${line} ${what}: "${quoted}".`;
  const advice =
    instead === undefined
      ? skipAdvice
      : `Write "${instead}" there, or leave drop-npm out with --skip drop-npm.`;
  return decline('drop-npm/called-elsewhere', at, because, advice);
}
