import { posix } from 'node:path';
import { programDoes, programsThat } from '../program-traits.js';
import data from './start-tools.json' with { type: 'json' };
import { onDemand } from '../../memo.js';
import { wordSet } from '../../grouping.js';

/** What a container does that starts with a tool. */
type StartKind = 'development' | 'test' | 'production';

/** A folder below $HOME that a package reads or writes while it runs. */
export interface HomeFolder {
  /** Relative to $HOME: `.cache/puppeteer`. */
  readonly folder: string;
  /** The environment variable that moves it. */
  readonly variable?: string;
  /** First version of the package for which this holds. */
  readonly since?: string;
}

type Words = readonly string[];

/** By program, the words that mark a start of a kind: `*` is any. */
type Patterns = ReadonlyMap<string, Words>;
const [production, once, test, development, endsOnSigterm, packageInstallers] = [
  data.production,
  data.once,
  data.test,
  data.development,
  data.endsOnSigterm,
  data.packageInstallers,
].map(byProgram) as [Patterns, Patterns, Patterns, Patterns, Patterns, Patterns];

const pluginInstallers = wordSet(data.pluginInstallers);
const sigtermPackages = wordSet(data.sigtermPackages);
const leavesModules = wordSet(data.leavesModules);
const homeCaches = new Map(Object.entries(data.homeCaches));
const stateVariables = onDemand(
  () => new Set(Object.values(data.homeStates).map((row) => row.split(' ')[1])),
);
/** How people start one of these programs through node itself: `node node_modules/.bin/next dev`. */
const binary = /(?:^|\/)node_modules\/(?:\.bin\/)?(?:@[^/]+\/)?([^/]+)/;

/**
 * What a start command does, by its words (program first, as resolved from a script). Plain `node`
 * is production. Undefined when the tool is not known or does not keep running.
 */
export function startTool(words: Words): StartKind | undefined {
  const command = named(words);
  const is = (patterns: Patterns) => matches(patterns, command);
  if (is(production)) return 'production';
  if (is(once)) return undefined;
  if (is(test)) return 'test';
  if (is(development) || isServedForDevelopment(command)) return 'development';
  return programDoes(command[0], 'runsSources') ? 'production' : undefined;
}

/** `mintlify dev`: so many tools call it, those of which nothing else is known, too. */
function isServedForDevelopment([program = '', verb]: Words): boolean {
  return (
    verb === 'dev' &&
    /^[a-z][\w-]*$/.test(program) &&
    !/^(?:bun|deno|node|npm|npx|pnpm|sh|tsx|yarn)$/.test(program)
  );
}

/**
 * Whether a development server or a build may write into node_modules, where many keep a cache: any
 * but those that are known not to. Tests are not meant.
 */
export function cachesInModules(words: Words): boolean {
  const [program = ''] = named(words);
  return startTool(words) !== 'test' && !leavesModules.has(program);
}

/** Whether a program ends on SIGTERM by itself, as process 1 as well (handbook E40). */
export function handlesSigterm(words: Words): boolean {
  return matches(endsOnSigterm, named(words));
}

/** Whether a package is there to end a program on SIGTERM. */
export function isSigtermPackage(packageName: string): boolean {
  return sigtermPackages.has(packageName);
}

/** Whether a product installs plug-ins with npm while it runs (handbook E.3). */
export function pluginInstaller(packageName: string): boolean {
  return pluginInstallers.has(packageName);
}

/** Whether a command installs packages by npm, or runs scripts of a project: `ember init`, `ng add`. */
export function installsPackages(words: Words): boolean {
  return matches(packageInstallers, named(words));
}

/**
 * Whether whoever runs a container says what its command does, by a word behind it, and one of the
 * words that there are installs packages: `ENTRYPOINT ["ng"]`, `CMD ["vue", "--help"]`.
 */
export function mayInstallPackages(words: Words): boolean {
  const [program = '', ...args] = named(words);
  return packageInstallers.has(program) && args.every((arg) => /^(?:-.*|help|version)$/.test(arg));
}

/** Whether a command starts npm, yarn or pnpm by itself: `run-s a b`, `concurrently "npm:*"`. */
export function startsNpm(words: Words): boolean {
  const [program = '', ...args] = named(words);
  if (programDoes(program, 'runsScripts')) return true;
  return (
    program === 'concurrently' && args.some((arg) => /^(?:npm|npx|yarn|pnpm|bun)[:\s]/.test(arg))
  );
}

/** A line of a script that runs such a program, at the beginning of a command: `exec lerna run start`. */
export const starterMention = new RegExp(
  String.raw`(?:^|[\n;&|(={]|\bexec)\s*["']?(?:[\w./-]*/)?(?:${programsThat('runsScripts').join('|')})["']?\s+\w|\bconcurrently\s[^\n]*\b(?:npm|npx|yarn|pnpm|bun):`,
);

/** Where a package looks at run time for what it downloaded at install (handbook D.6). */
export function homeCache(packageName: string): HomeFolder | undefined {
  return homeFolder(homeCaches.get(packageName));
}

/** Whether a variable moves the state that a package keeps below $HOME: PM2_HOME. */
export function isStateVariable(name: string): boolean {
  return stateVariables().has(name);
}

function homeFolder(row: string | undefined): HomeFolder | undefined {
  const [folder, variable, since] = row?.split(' ') ?? [];
  if (folder === undefined) return undefined;
  return {
    folder,
    ...(variable !== undefined && { variable }),
    ...(since !== undefined && { since }),
  };
}

/** The program by its bare name, without what sets its environment: `cross-env A=b next dev`. */
function named(words: Words): Words {
  const [program = '', ...args] = words;
  const name = posix.basename(program);
  if (['env', 'cross-env', 'cross-env-shell'].includes(name) || /^\w+=/.test(program))
    return args.length > 0 ? named(args) : args;
  const tool = name === 'node' ? binary.exec(args[0] ?? '')?.[1] : undefined;
  return tool === undefined ? [name, ...args] : [tool, ...args.slice(1)];
}

function byProgram(patterns: readonly string[]): Patterns {
  const found = new Map<string, string[]>();
  for (const pattern of patterns) {
    const [program = '', word = '*'] = pattern.split(' ');
    found.set(program, [...(found.get(program) ?? []), word]);
  }
  return found;
}

function matches(patterns: Patterns, [program = '', ...args]: Words): boolean {
  return (patterns.get(program) ?? []).some(
    (word) =>
      word === '*' ||
      args.some((arg) => arg === word || (word.startsWith('--') && arg.startsWith(`${word}=`))),
  );
}
