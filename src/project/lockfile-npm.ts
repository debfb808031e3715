import { type Entry, locked } from './lockfile-entry.js';
import type { LockedPackage } from './lockfile.js';
import { parseObject } from './manifest.js';

/** package-lock.json and npm-shrinkwrap.json: versions 2 and 3 list `packages` by path, 1 nests `dependencies`. */
export function npmPackages(text: string): LockedPackage[] {
  const json = parseObject(text);
  if (typeof json === 'string') throw new SyntaxError(json);
  const packages = json.packages as Record<string, Entry> | undefined;
  if (!packages) return nestedPackages((json.dependencies ?? {}) as Record<string, Entry>);
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.link !== true)
    .map(([path, entry]) => {
      const folder = path.slice(path.lastIndexOf('node_modules/') + 13);
      return {
        ...locked(String(entry.name ?? folder), entry),
        ...(entry.name !== undefined && { alias: folder }),
        installScript: entry.hasInstallScript === true,
        nested: path.split('node_modules/').length > 2,
      };
    });
}

function nestedPackages(dependencies: Record<string, Entry>, nested = false): LockedPackage[] {
  return Object.entries(dependencies).flatMap(([name, entry]) => [
    { ...locked(name, entry), nested },
    ...nestedPackages((entry.dependencies ?? {}) as Record<string, Entry>, true),
  ]);
}
