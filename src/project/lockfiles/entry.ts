import type { LockedPackage } from './index.js';

/** What a lockfile has of one package, as parsed. */
export type Entry = Record<string, unknown>;

/** The facts that lockfiles of all kinds spell alike. */
export function locked(name: string, entry: Entry): LockedPackage {
  const version = String(entry.version ?? '');
  const source = `${version} ${String(entry.resolved ?? '')}`;
  return {
    name,
    version,
    dev: entry.dev === true,
    optional: entry.optional === true,
    git: /git\+|^git[:@]|^github:|codeload\.github\.com|\.git#/.test(source),
    ...binsOf(name, entry.bin),
    ...(Array.isArray(entry.os) && { os: entry.os.map(String) }),
    ...(Array.isArray(entry.libc) && { libc: entry.libc.map(String) }),
  };
}

function binsOf(name: string, bin: unknown): { bins?: readonly string[] } {
  if (typeof bin === 'string') return { bins: [name.replace(/^@[^/]+\//, '')] };
  return typeof bin === 'object' && bin !== null ? { bins: Object.keys(bin) } : {};
}

/** Names and ranges of `dependencies` and `optionalDependencies`. */
export function dependenciesOf(entry: Entry): [string, string][] {
  return [entry.dependencies, entry.optionalDependencies].flatMap((list) =>
    Object.entries((list ?? {}) as Record<string, unknown>).map(
      ([name, range]): [string, string] => [name, String(range)],
    ),
  );
}
