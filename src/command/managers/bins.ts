import { rememberedForGood } from '../../memo.js';
import type { KnownApplication, LockedPackage, Lockfile, Manifest } from '../../project/index.js';
import { otherBins, packageOfProgram } from '../../knowledge/npm/package-programs.js';

/**
 * Whether a program lies in node_modules/.bin: the lockfile says so, else the package of that name
 * is a dependency.
 */
export function bringsBin({ manifest, lockfile }: KnownApplication, bin: string): boolean {
  if (!/^[\w.-]+$/.test(bin)) return false;
  if (lockfile && binsOf(lockfile).has(bin)) return true;
  const owner = packageOfProgram(bin);
  if (lockfile && firstOfName(lockfile).get(owner)?.bins) return false;
  return dependencyNames(manifest).includes(owner);
}

/** A lockfile may list thousands of packages, and is asked for program after program. */
const binsOf = rememberedForGood(
  ({ packages = [] }: Lockfile): ReadonlySet<string> =>
    new Set(packages.flatMap(({ bins = [] }) => bins)),
);

const firstOfName = rememberedForGood(
  ({ packages = [] }: Lockfile): ReadonlyMap<string, LockedPackage> =>
    new Map(packages.toReversed().map((one) => [one.name, one])),
);

/** The programs that direct dependencies bring, by their names alone. */
export function likelyBins(application: KnownApplication): string[] {
  const own = dependencyNames(application.manifest);
  const renamed = otherBins.filter((bin) => bringsBin(application, bin));
  return [...own.filter((name) => /^[\w.-]+$/.test(name)), ...renamed];
}

function dependencyNames({
  dependencies,
  devDependencies,
  optionalDependencies,
}: Manifest): string[] {
  return [dependencies, devDependencies, optionalDependencies].flatMap((names) => [
    ...names.keys(),
  ]);
}
