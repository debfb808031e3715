import { type Environment, expand } from '../dockerfile/index.js';
import type { Word } from './command.js';

/**
 * What a shell makes of a word by the variables that the image has.
 *
 * @returns undefined when a substitution, or a variable that is not known, decides
 */
export function valueWith({ value, text }: Word, { scope }: Environment): string | undefined {
  if (value !== undefined || /[`(]/.test(text)) return value;
  return expand(text, (name) => scope.variable(name) ?? undefined);
}
