import { type ManagerCall, other } from './call.js';
import { managerNamed } from './managers.js';
import { npmCall, npxCall } from './npm-call.js';
import { pnpmCall } from './pnpm-call.js';
import { bunCall } from './bun-call.js';
import { yarnCall } from './yarn-call.js';

export type { ManagerCall } from './call.js';

/**
 * Reads a command line that begins with a package manager (handbook E01 to E07).
 *
 * @returns undefined when the program is no package manager
 */
export function startCall(argv: readonly string[]): ManagerCall | undefined {
  const manager = managerNamed(argv[0]);
  const rest = argv.slice(1);
  if (manager === 'npm') return npmCall(rest);
  if (manager === 'yarn') return yarnCall(rest);
  if (manager === 'pnpm') return pnpmCall(rest);
  if (manager === 'bun') return bunCall(rest);
  if (manager === 'corepack') return corepackCall(rest);
  if (manager !== 'npx') return undefined;
  return /(?:^|\/)pnpx$/.test(argv[0] ?? '')
    ? other('pnpx downloads the program when the container starts')
    : npxCall(rest);
}

/** `corepack pnpm start`, `corepack yarn@4 start`. */
function corepackCall([name = '', ...rest]: readonly string[]): ManagerCall {
  const call = /^(?:npm|yarn|pnpm)(?:@|$)/.test(name)
    ? startCall([name.replace(/@.*$/, ''), ...rest])
    : undefined;
  return call ?? other('it starts no package manager');
}

/** Like {@link startCall}, for those who look at the folder of the call only. */
export function managerCall(argv: readonly string[]): ManagerCall | undefined {
  const call = startCall(argv);
  return call && 'where' in call ? other('it runs in another folder') : call;
}

/** `npx pnpm start` and `npx pnpm@9 start` do what `pnpm start` does. */
export function fetchedManager([bin = '', ...args]: readonly string[]): ManagerCall | undefined {
  const [, name, version = 'newest'] = /^(npm|pnpm|yarn)(?:@(.*))?$/.exec(bin) ?? [];
  const known = name === 'pnpm' ? /^(?:newest|\d.*)$/ : /^newest$/;
  const call = name !== undefined && known.test(version) ? startCall([name, ...args]) : undefined;
  return call && (call.kind === 'other' ? call : { ...call, fetched: version });
}
