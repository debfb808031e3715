import type { Instruction } from '../../src/dockerfile/index.js';
import type { Place } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';

export const skipAdvice = 'Change it, or leave drop-npm out with --skip drop-npm.';

/** npm stays, because of a line in another file. */
export function elsewhere(at: Instruction, { path, line, text }: Place, what: string): Declined {
  const quoted = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  const because = `${path}:${line} ${what}: "${quoted}".`;
  return decline('drop-npm/called-elsewhere', at, because, skipAdvice);
}
