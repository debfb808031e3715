import { posix } from 'node:path';
import { operandsOf, worksGlobally } from '../command/index.js';
import { isInstallVerb } from '../knowledge/npm/install-verbs.js';

export type InstallingManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** A call of a package manager. */
export interface Installer {
  readonly manager: InstallingManager;
  readonly program: string;
  readonly words: readonly string[];
}

const managers = /^(?:npm|yarn|yarnpkg|pnpm|bun)$/;

/** The package manager that a command line calls, by itself or through npx, corepack or node. */
export function installerIn(words: readonly string[]): Installer | undefined {
  const [program = '', ...rest] = words;
  const name = posix.basename(program);
  if (managers.test(name)) return { manager: managerOf(name), program, words: rest };
  const next = rest.findIndex((word) => !word.startsWith('-'));
  const inner = posix.basename(rest[next] ?? '').replace(/(.)@.*$/, '$1');
  const before = [program, ...rest.slice(0, next + 1)].join(' ');
  if (/^(?:npx|corepack)$/.test(name) && managers.test(inner))
    return { manager: managerOf(inner), program: before, words: rest.slice(next + 1) };
  return name === 'node' && /^yarn-[\w.-]+\.c?js$/.test(inner)
    ? { manager: 'yarn', program: before, words: rest.slice(next + 1) }
    : undefined;
}

function managerOf(name: string): InstallingManager {
  return name === 'yarnpkg' ? 'yarn' : (name as InstallingManager);
}

/** What a call does to node_modules; undefined for one that leaves them as they are. */
export function kindOf({ manager, words }: Installer): 'install' | 'prune' | undefined {
  if (worksGlobally(words) || words.includes('global')) return undefined;
  const [action, second] = operandsOf(words);
  if (action === 'prune' || action === 'deploy') return manager === 'yarn' ? undefined : 'prune';
  if (manager === 'npm') return isInstallVerb(action ?? '') ? 'install' : undefined;
  if (manager === 'yarn' && action === 'workspaces' && second === 'focus') return 'prune';
  if (manager === 'yarn' && action === undefined)
    return words.some((word) => /^(?:-v|--version)$/.test(word)) ? undefined : 'install';
  return /^(?:i|install|add)$/.test(action ?? '') ? 'install' : undefined;
}

/** Only `add` names packages: what else stands there are values of options. */
export function packagesAdded(words: readonly string[]): readonly string[] {
  const [action, ...names] = operandsOf(words);
  return action === 'add' ? names : [];
}
