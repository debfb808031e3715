import { isAddonHelper } from '../../knowledge/npm/install-scripts.js';
import type { LockedPackage } from './index.js';
import { plainText } from '../plain-text.js';

/** What a lockfile has of one package, as parsed. */
export type Entry = Record<string, unknown>;

/**
 * The facts that lockfiles of all kinds spell alike. Most kinds say of no package whether it has an install
 * script; what asks for a helper of native addons has one.
 */
export function locked(name: string, entry: Entry): LockedPackage {
  const version = plainText(entry.version);
  const source = `${version} ${plainText(entry.resolved)}`;
  return {
    name,
    version,
    dev: entry.dev === true,
    optional: entry.optional === true,
    git: /git\+|^git[:@]|^github:|codeload\.github\.com|\.git#/.test(source),
    ...(asksForHelper(entry) && { installScript: true }),
    ...binsOf(name, entry.bin),
    ...(Array.isArray(entry.os) && { os: entry.os.map(plainText) }),
    ...(Array.isArray(entry.libc) && { libc: entry.libc.map(plainText) }),
  };
}

/** The lockfile of npm 6 calls `requires` what others call `dependencies`. */
function asksForHelper({ dependencies, requires }: Entry): boolean {
  return Object.keys((requires ?? dependencies ?? {}) as Entry).some(isAddonHelper);
}

function binsOf(name: string, bin: unknown): { bins?: readonly string[] } {
  if (typeof bin === 'string') return { bins: [name.replace(/^@[^/]+\//, '')] };
  return typeof bin === 'object' && bin !== null ? { bins: Object.keys(bin) } : {};
}

/** Names and ranges of `dependencies` and `optionalDependencies`. */
export function dependenciesOf(entry: Entry): [string, string][] {
  return [entry.dependencies, entry.optionalDependencies].flatMap(requestsIn);
}

/** Names and ranges of one such list. */
export function requestsIn(list: unknown): [string, string][] {
  return Object.entries((list ?? {}) as Record<string, unknown>).map(
    ([name, range]): [string, string] => [name, plainText(range)],
  );
}

/** Adds to the list of a name, in its place: a lockfile may say one name a hundred thousand times. */
export function addTo<T>(lists: Map<string, T[]>, name: string, more: readonly T[]): void {
  const known = lists.get(name);
  if (known) for (const one of more) known.push(one);
  else lists.set(name, [...more]);
}
