import type { Command, Word } from './command.js';

/** A command, or what is left of one. */
type Words = Pick<Command, 'words'>;

/** The values of a command's words; undefined stands for a word that is not known. */
export function wordValues({ words }: Words): (string | undefined)[] {
  return words.map(({ value }) => value);
}

/** The values of a command's words; a word that is not known is empty. */
export function knownWords({ words }: Words): string[] {
  return words.map(({ value = '' }) => value);
}

/** The values of a command's words; a word that is not known stands as it is written. */
export function writtenWords({ words }: Words): string[] {
  return words.map(({ value, text }) => value ?? text);
}

/** The words of a command in which a shell would change nothing; undefined where it would change one. */
export function literalWords({ words }: Words): readonly string[] | undefined {
  const isLiteral = words.every(({ value, pattern }) => value !== undefined && !pattern);
  return isLiteral ? knownWords({ words }) : undefined;
}

/** The words behind a program that are no options. */
export function operandWords({ words }: Words): readonly Word[] {
  return words.slice(1).filter(({ text }) => !text.startsWith('-'));
}

/** A command as it is written, blanks and assignments aside. */
export function commandText({ words }: Words): string {
  return words.map(({ text }) => text).join(' ');
}

/** The words behind `exec`, which puts a program in the place of the shell. */
export function withoutExec<Value>(words: readonly Value[]): readonly Value[] {
  return words[0] === 'exec' ? words.slice(1) : words;
}

/** The name of the program that a command runs, without its folder; undefined when not known. */
export function programOf({ words }: Words): string | undefined {
  const value = words[0]?.value;
  return value?.slice(value.lastIndexOf('/') + 1);
}
