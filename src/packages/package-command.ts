import type { Span } from '../edits.js';
import { type Command, programOf, type Word } from '../shell/index.js';
import { type PackageManager, systemManager } from './programs.js';
import { type SystemPackage, systemPackage } from './system-package.js';

/** What a command does to the system's packages. */
type PackageAction =
  /** It fetches the lists of packages. */
  | 'update'
  | 'install'
  | 'remove'
  | 'upgrade'
  /** It frees what only the manager itself needs: caches, orphans. */
  | 'clean'
  /** It tells something and changes nothing. */
  | 'query'
  /** Anything else: `source`, `build-dep`, `download`. */
  | 'other'
  /** A variable says. */
  | 'unknown'
  /** No verb at all. */
  | 'none';

/** An option, with the word that holds its value. */
interface PackageOption extends Span {
  /** `-y`, `--no-install-recommends`; letters that stand together are one each. */
  readonly names: readonly string[];
  readonly value?: string;
  readonly words: readonly Word[];
}

/** A command of apt or apk. */
export interface PackageCommand extends Span {
  readonly command: Command;
  readonly manager: PackageManager;
  /** The word that names the program: behind `sudo` it is not the first. */
  readonly program: Word;
  /** As written: `dist-upgrade`. */
  readonly verb?: Word;
  readonly action: PackageAction;
  readonly options: readonly PackageOption[];
  readonly packages: readonly SystemPackage[];
}

// prettier-ignore
const actions: Readonly<Record<PackageManager, Readonly<Record<string, PackageAction>>>> = {
  apt: {
    update: 'update', install: 'install', reinstall: 'install',
    remove: 'remove', purge: 'remove', autoremove: 'clean', 'auto-remove': 'clean', autopurge: 'clean',
    upgrade: 'upgrade', 'dist-upgrade': 'upgrade', 'full-upgrade': 'upgrade', 'safe-upgrade': 'upgrade',
    clean: 'clean', autoclean: 'clean', 'auto-clean': 'clean', distclean: 'clean',
    check: 'query', list: 'query', policy: 'query', search: 'query', show: 'query',
  },
  apk: {
    update: 'update', add: 'install', fix: 'query', del: 'remove', upgrade: 'upgrade', cache: 'clean',
    info: 'query', list: 'query', policy: 'query', search: 'query', version: 'query',
  },
};

/** Options whose value is the next word, where it is not attached. */
const valued: Readonly<Record<PackageManager, RegExp>> = {
  apt: /^(?:-[a-zA-Z]*[aotc]|--(?:option|config-file|target-release|default-release|host-architecture))$/,
  apk: /^(?:-[a-zA-Z]*[tXp]|--(?:virtual|repository|root|arch|cache-dir|cache-max-age|keys-dir|repositories-file|wait))$/,
};

/**
 * Reads a command of the system's package manager.
 *
 * @param valueOf what the shell makes of a word, where the caller knows more of variables
 * @returns undefined for any other command
 */
export function packageCommandOf(
  command: Command,
  valueOf: (word: Word) => string | undefined = ({ value }) => value,
): PackageCommand | undefined {
  const at = programIndex(command);
  const program = command.words[at];
  const manager = program && systemManager(programOf({ words: [program] }) ?? '');
  if (!program || !manager) return undefined;
  const { options, operands } = sorted(manager, command.words.slice(at + 1), valueOf);
  const [verb, ...names] = operands;
  const { start, end } = command;
  return {
    start,
    end,
    command,
    manager,
    program,
    action: actionOf(manager, verb, valueOf),
    options,
    packages: names.flatMap((word) => packagesIn(word, valueOf(word))),
    ...(verb && { verb }),
  };
}

/** `sudo -E apt-get` and `env A=b apt-get` run apt-get. */
function programIndex({ words }: Command): number {
  const first = words[0]?.value;
  if (first !== 'sudo' && first !== 'env' && first !== 'command') return 0;
  const found = words.findIndex(({ text }, index) => index > 0 && !/^-|^\w+=/.test(text));
  return found === -1 ? 0 : found;
}

function actionOf(
  manager: PackageManager,
  verb: Word | undefined,
  valueOf: (word: Word) => string | undefined,
): PackageAction {
  if (!verb) return 'none';
  const value = valueOf(verb);
  if (value === undefined) return 'unknown';
  return Object.hasOwn(actions[manager], value) ? actions[manager][value]! : 'other';
}

/** A variable with a known value may hold several names. */
function packagesIn(word: Word, value: string | undefined): SystemPackage[] {
  if (word.value !== undefined || value === undefined) return [systemPackage(word, value)];
  return value
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => systemPackage(word, name));
}

interface Sorted {
  readonly options: readonly PackageOption[];
  readonly operands: readonly Word[];
}

/** Tells options with their values from the rest, which may stand in any order. */
function sorted(
  manager: PackageManager,
  words: readonly Word[],
  valueOf: (word: Word) => string | undefined,
): Sorted {
  const options: PackageOption[] = [];
  const operands: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    const text = valueOf(word) ?? '';
    if (!text.startsWith('-') || text === '-') {
      operands.push(word);
      continue;
    }
    const next = valued[manager].test(text) ? words[at + 1] : undefined;
    options.push(optionOf(word, text, next, valueOf));
    if (next) at += 1;
  }
  return { options, operands };
}

function optionOf(
  word: Word,
  text: string,
  next: Word | undefined,
  valueOf: (word: Word) => string | undefined,
): PackageOption {
  const [, long, given] = /^(--[^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const [, letter = '', attached] = /^(-[oct])=?(.+)$/s.exec(text) ?? [];
  const letters = [...(/^-([a-zA-Z]+)/.exec(text)?.[1] ?? '')].map((one) => `-${one}`);
  const value = next ? valueOf(next) : (given ?? attached);
  return {
    start: word.start,
    end: (next ?? word).end,
    names: long === undefined ? (letter === '' ? letters : [letter]) : [long],
    words: next ? [word, next] : [word],
    ...(value !== undefined && { value }),
  };
}
