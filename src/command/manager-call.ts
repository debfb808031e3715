import { type Manager, managerNamed } from './managers.js';

/** A package manager asked to start something. */
export type ManagerCall =
  | {
      readonly kind: 'script';
      readonly manager: Manager;
      readonly script: string;
      readonly args: readonly string[];
    }
  | {
      readonly kind: 'bin';
      readonly manager: Manager;
      readonly bin: string;
      readonly args: readonly string[];
    }
  /** Something else: an install, a workspace, an option that is not known. */
  | { readonly kind: 'other'; readonly manager: Manager; readonly why: string };

/** Options that change nothing of what is started: how much is said, mostly. */
const idle =
  /^(?:-s|-q|-d|--silent|--quiet|--if-present|--no-update-notifier|--no-audit|--no-fund|--production|--loglevel=\w+|--no-install|--yes|-y|--offline|--prefer-offline|--no-progress)$/;
const runWords = new Set(['run', 'run-script', 'rum', 'urn']);
/** Subcommands of yarn and pnpm: a script of that name is not what they would run. */
const ownCommands = new Set(
  'add audit bin cache config create dedupe deploy dlx global help import info init install i link list login logout outdated owner pack plugin prune publish remove rm set store unlink up update upgrade version versions why workspace workspaces'.split(
    ' ',
  ),
);

/**
 * Reads a command line that begins with a package manager (handbook E01 to E07).
 *
 * @returns undefined when the program is no package manager
 */
export function managerCall(argv: readonly string[]): ManagerCall | undefined {
  const manager = managerNamed(argv[0]);
  if (!manager) return undefined;
  const rest = argv.slice(1);
  const first = rest.findIndex((word) => !idle.test(word));
  const words = first === -1 ? [] : rest.slice(first);
  const [word = '', ...after] = words;
  if (word.startsWith('-')) return other(manager, `the option "${word}" is not understood`);
  if (manager === 'npx')
    return word === '' ? other(manager, 'it names no program') : bin(manager, word, after);
  if (manager === 'corepack')
    return managerCall(words) ?? other(manager, 'it starts no package manager');
  if (runWords.has(word)) return scriptNamed(manager, after);
  if (manager === 'npm') return npmCommand(word, after);
  return ownScript(manager, word, after);
}

/** npm knows `start` as a command of its own; everything else needs `run` or `exec`. */
function npmCommand(word: string, after: readonly string[]): ManagerCall {
  if (word === 'start') return script('npm', word, after);
  if (word === 'exec' || word === 'x') return binNamed('npm', after);
  return other('npm', `"npm ${word}" starts no script`);
}

/** yarn, pnpm and bun run a script by its bare name. */
function ownScript(manager: Manager, word: string, after: readonly string[]): ManagerCall {
  if (word === 'exec' || word === 'x') return binNamed(manager, after);
  if (word === '' || ownCommands.has(word))
    return other(manager, `"${[manager, word].join(' ').trim()}" starts no script`);
  return word === 'node' ? bin(manager, 'node', after) : script(manager, word, after);
}

function scriptNamed(manager: Manager, words: readonly string[]): ManagerCall {
  return named(manager, words, (name, args) => script(manager, name, args));
}

function binNamed(manager: Manager, words: readonly string[]): ManagerCall {
  return named(manager, words, (name, args) => bin(manager, name, args));
}

/** The name after options that say nothing, or the reason why there is none. */
function named(
  manager: Manager,
  words: readonly string[],
  make: (name: string, args: readonly string[]) => ManagerCall,
): ManagerCall {
  const at = words.findIndex((word) => !idle.test(word) && word !== '--');
  const name = words[at];
  if (name === undefined) return other(manager, 'it names no script');
  if (name.startsWith('-')) return other(manager, `the option "${name}" is not understood`);
  return make(name, words.slice(at + 1));
}

function bin(manager: Manager, name: string, args: readonly string[]): ManagerCall {
  return { kind: 'bin', manager, bin: name, args: args[0] === '--' ? args.slice(1) : args };
}

/**
 * A script with what reaches it. npm takes options before `--` for itself, and perhaps the word
 * after one (`--prefix server`), so that an option that is not known is not understood. The others
 * pass everything on.
 */
function script(manager: Manager, name: string, args: readonly string[]): ManagerCall {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  const own = manager === 'npm' ? before.filter((word) => word.startsWith('-')) : [];
  const odd = own.find((word) => !idle.test(word));
  if (odd !== undefined) return other(manager, `the option "${odd}" is not understood`);
  const passed = before.filter((word) => !own.includes(word));
  const after = end === -1 ? [] : args.slice(end + 1);
  return { kind: 'script', manager, script: name, args: [...passed, ...after] };
}

function other(manager: Manager, why: string): ManagerCall {
  return { kind: 'other', manager, why };
}
