import { type Environment, expand } from '../dockerfile/index.js';
import type { Word } from './command.js';

/**
 * What a shell makes of a word by the variables that the image has.
 *
 * @param script the text that the word stands in: a variable that it sets itself is not known
 * @returns undefined when a substitution, or a variable that is not known, decides
 */
export function valueWith(
  { value, text }: Word,
  { scope }: Environment,
  script = '',
): string | undefined {
  if (value !== undefined || /[`(]/.test(text)) return value;
  const isSet = (name: string): boolean =>
    script.includes(`${name}=`) || /\b(?:for|read|unset)\s/.test(script);
  return expand(text, (name) => (isSet(name) ? undefined : (scope.variable(name) ?? undefined)));
}

/**
 * The same for the shell that starts the container, where build arguments are gone.
 *
 * @returns undefined when a substitution, or a variable that no ENV sets, decides
 */
export function valueAtStart({ value, text }: Word, { scope }: Environment): string | undefined {
  if (value !== undefined || /[`(]/.test(text)) return value;
  const variables = scope.env();
  return expand(text, (name) => variables.get(name));
}
