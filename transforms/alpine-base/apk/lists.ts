import type { Command, Word } from '../../../src/shell/index.js';

/** A shell variable that holds names of packages: `buildDeps='make g++'`. */
export interface NameList {
  readonly name: string;
  /** The names, each with its place. */
  readonly words: readonly Word[];
}

const reference = /^"?\$(?:\{(\w+)\}|(\w+))"?$/;

/** The variable that a word is, if it is nothing else. */
export function variableIn({ text }: Word): string | undefined {
  const [, braced, bare] = reference.exec(text) ?? [];
  return braced ?? bare;
}

/**
 * The lists that a script sets once by a plain value.
 *
 * @param text the script
 */
export function nameLists(text: string, commands: readonly Command[]): readonly NameList[] {
  const set = commands.flatMap(({ words, assignments }) => (words.length === 0 ? assignments : []));
  return set.flatMap((one) => {
    const value = text.slice(one.start + one.name.length + 1, one.end);
    const plain = one.value !== undefined && /^(?:"[^"$`\\]*"|'[^']*'|[\w.+-]*)$/.test(value);
    const once = commands.every(({ assignments }) =>
      assignments.every((other) => other.name !== one.name || other.start === one.start),
    );
    return plain && once ? [{ name: one.name, words: wordsIn(text, one) }] : [];
  });
}

function wordsIn(text: string, { name, start, end }: { name: string; start: number; end: number }) {
  const from = start + name.length + 1;
  return [...text.slice(from, end).matchAll(/[^\s"']+/g)].map(({ 0: word, index }) => ({
    text: word,
    value: word,
    pattern: false,
    start: from + index,
    end: from + index + word.length,
  }));
}
