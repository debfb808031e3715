import { posix } from 'node:path';
import type { Word } from '../../../src/shell/index.js';
import { wordSet } from '../../../src/grouping.js';

/** A call of the go tool that compiles programs. */
export interface GoBuild {
  readonly kind: 'build' | 'install';
  /** The flag -o; undefined where there is none. */
  readonly output?: string;
  /** Packages and files as named; none stands for the folder itself. */
  readonly packages: readonly string[];
  /** The texts of all flags with their values. */
  readonly flags: readonly string[];
  /** A word is not known: a variable decides on packages or output. */
  readonly unknown: boolean;
}

/** Flags of go build that take the next word, where no `=` gives their value (cmd/go, build flags). */
const valued = wordSet(
  'C asmflags buildmode compiler covermode coverpkg gccgoflags gcflags installsuffix ldflags mod modfile o overlay p pgo pkgdir tags toolexec',
);

/**
 * Reads the words behind `go`; undefined for what compiles no program of the project.
 *
 * @param valueOf what the shell makes of a word, as far as it is known
 */
export function goBuildOf(
  words: readonly Word[],
  valueOf: (word: Word) => string | undefined,
): GoBuild | undefined {
  const [sub, ...rest] = words;
  const kind = sub?.value;
  if (kind !== 'build' && kind !== 'install') return undefined;
  const flags: string[] = [];
  const packages: (string | undefined)[] = [];
  let output: Word | string | undefined;
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] as Word;
    const [, name, value] = /^--?([a-z]\w*)(?:=([^]*))?$/i.exec(word.text) ?? [];
    if (name === undefined) packages.push(valueOf(word));
    else {
      const next = value === undefined && valued.has(name) ? rest[(at += 1)] : undefined;
      flags.push(next ? `${word.text} ${next.text}` : word.text);
      if (name === 'o') output = next ?? word.text.replace(/^--?o=/, '');
    }
  }
  const path = typeof output === 'object' ? valueOf(output) : output;
  const unknown =
    packages.includes(undefined) || (output !== undefined && !path) || !!path?.includes('$');
  return {
    kind,
    ...(path !== undefined && { output: path }),
    packages: packages.filter((one) => one !== undefined),
    flags,
    unknown,
  };
}

/** What go calls the program of a package: the last part of its path that is no major version. */
export function programName(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const last = parts.at(-1) ?? '';
  return /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? '') : last;
}

/** The program of go files that are named one by one. */
export function fileProgram(file: string): string {
  return posix.basename(file, '.go');
}
