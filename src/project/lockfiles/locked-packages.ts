import type { LockedPackage, Lockfile } from './index.js';
import { addTo } from './entry.js';
import { requestOf } from './yarn.js';
import type { Manifest } from '../manifest.js';

/**
 * The packages of a lockfile, those marked that only development dependencies lead to, and those that all
 * others do without. yarn's lockfiles do not say so themselves: what the manifests ask for is followed
 * through what each package needs.
 */
export function lockedPackages(
  { packages = [] }: Lockfile,
  manifests: readonly Manifest[],
): readonly LockedPackage[] {
  if (!packages.some(({ asked }) => asked !== undefined)) return packages;
  const direct = manifests.flatMap(requestsOf);
  const roots = [
    ...direct,
    ...manifests.flatMap(({ devDependencies }) => [...devDependencies].map(requestOf)),
  ];
  const reached = walker(packages);
  const used = reached(direct, asksOf);
  const installed = reached(roots, asksOf);
  const needed = reached(roots, needsOf);
  return packages.map((one) => ({
    ...one,
    ...(!used.has(one) && { dev: true }),
    ...(installed.has(one) && !needed.has(one) && { optional: true }),
  }));
}

function requestsOf({ dependencies, optionalDependencies }: Manifest): string[] {
  return [...dependencies, ...optionalDependencies].map(requestOf);
}

function asksOf({ needs = [], wishes = [] }: LockedPackage): readonly string[] {
  return [...needs, ...wishes];
}

function needsOf({ needs = [] }: LockedPackage): readonly string[] {
  return needs;
}

/** Tells to which packages requests lead, by what each of them needs. */
function walker(packages: readonly LockedPackage[]) {
  const byRequest = new Map(packages.flatMap((one) => (one.asked ?? []).map((key) => [key, one])));
  const byName = new Map<string, LockedPackage[]>();
  for (const one of packages)
    for (const name of new Set(one.asked?.map(nameIn))) addTo(byName, name, [one]);
  return (
    requests: readonly string[],
    needs: (one: LockedPackage) => readonly string[],
  ): ReadonlySet<LockedPackage> => {
    const seen = new Set<LockedPackage>();
    const names = new Set<string>();
    const queue = [...requests];
    for (let request = queue.pop(); request !== undefined; request = queue.pop()) {
      const exact = byRequest.get(request);
      const name = nameIn(request);
      if (!exact && names.has(name)) continue;
      if (!exact) names.add(name);
      // A resolution or a patch answers to another request: any package of the name may be meant.
      for (const one of exact ? [exact] : (byName.get(name) ?? [])) {
        if (seen.has(one)) continue;
        seen.add(one);
        for (const need of needs(one)) queue.push(need);
      }
    }
    return seen;
  };
}

function nameIn(request: string): string {
  return request.slice(0, request.indexOf('@', 1));
}
