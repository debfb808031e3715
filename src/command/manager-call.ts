/** A package manager asked to start something. */
export type ManagerCall =
  | { readonly kind: 'script'; readonly manager: Manager; readonly script: string; readonly args: readonly string[] }
  | { readonly kind: 'bin'; readonly manager: Manager; readonly bin: string; readonly args: readonly string[] }
  /** Something else: an install, a workspace, an option that is not known. */
  | { readonly kind: 'other'; readonly manager: Manager; readonly why: string };

export type Manager = 'npm' | 'npx' | 'yarn' | 'pnpm' | 'bun' | 'corepack';

const managers: ReadonlyMap<string, Manager> = new Map([
  ['npm', 'npm'],
  ['npx', 'npx'],
  ['yarn', 'yarn'],
  ['yarnpkg', 'yarn'],
  ['pnpm', 'pnpm'],
  ['pnpx', 'npx'],
  ['bun', 'bun'],
  ['bunx', 'bun'],
  ['corepack', 'corepack'],
]);

/** Options that change nothing of what is started: how much is said, mostly. */
const idle = /^(?:-s|-q|-d|--silent|--quiet|--if-present|--no-update-notifier|--no-audit|--no-fund|--production|--loglevel=\w+|--no-install|--yes|-y|--offline|--prefer-offline|--no-progress)$/;
const runWords = new Set(['run', 'run-script', 'rum', 'urn']);
/** Commands of npm that are scripts under their own name. */
const npmLifecycle = new Set(['start']);
/** Subcommands of yarn and pnpm: a script of that name is not what they would run. */
const ownCommands = new Set(
  'add audit bin cache config create dedupe deploy dlx global help import info init install i link list login logout outdated owner pack plugin prune publish remove rm set store unlink up update upgrade version versions why workspace workspaces'.split(' '),
);

/** The package manager that a program name means, with or without its folder. */
export function managerNamed(program: string | undefined): Manager | undefined {
  return program === undefined ? undefined : managers.get(program.replace(/^.*\//, ''));
}

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
  if (manager === 'npx') return word === '' ? other(manager, 'it names no program') : bin(manager, word, after);
  if (manager === 'corepack') return managerCall(words) ?? other(manager, 'it starts no package manager');
  if (runWords.has(word)) return script(manager, after);
  if (manager === 'npm') return npmCommand(word, after);
  if (word === 'exec' || word === 'x') return named(after, (name, args) => bin(manager, name, args), manager);
  if (word === '' || ownCommands.has(word)) return other(manager, `"${[manager, word].join(' ').trim()}" starts no script`);
  if (word === 'node') return { kind: 'bin', manager, bin: 'node', args: after };
  return { kind: 'script', manager, script: word, args: passed(manager, after) };
}

function npmCommand(word: string, after: readonly string[]): ManagerCall {
  if (npmLifecycle.has(word)) return { kind: 'script', manager: 'npm', script: word, args: passed('npm', after) };
  if (word === 'exec' || word === 'x') return named(after, (name, args) => bin('npm', name, args), 'npm');
  return other('npm', `"npm ${word}" starts no script`);
}

function script(manager: Manager, words: readonly string[]): ManagerCall {
  return named(words, (name, args) => ({ kind: 'script', manager, script: name, args: passed(manager, args) }), manager);
}

/** The name after options that say nothing, or the reason why there is none. */
function named(
  words: readonly string[],
  make: (name: string, args: readonly string[]) => ManagerCall,
  manager: Manager,
): ManagerCall {
  const at = words.findIndex((word) => !idle.test(word) && word !== '--');
  const name = words[at];
  if (name === undefined) return other(manager, 'it names no script');
  return name.startsWith('-') ? other(manager, `the option "${name}" is not understood`) : make(name, words.slice(at + 1));
}

function bin(manager: Manager, name: string, args: readonly string[]): ManagerCall {
  return { kind: 'bin', manager, bin: name, args: args[0] === '--' ? args.slice(1) : args };
}

function other(manager: Manager, why: string): ManagerCall {
  return { kind: 'other', manager, why };
}

/** npm keeps options in front of `--` for itself; the others pass everything on. */
function passed(manager: Manager, args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const before = (end === -1 ? args : args.slice(0, end)).filter((word) => manager !== 'npm' || !word.startsWith('-'));
  return end === -1 ? before : [...before, ...args.slice(end + 1)];
}
