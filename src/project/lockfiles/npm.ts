import { type Entry, locked } from './entry.js';
import type { LockedPackage } from './index.js';
import { type Manifest, parseObject } from '../manifest.js';
import { plainText } from '../plain-text.js';

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
        ...locked(plainText(entry.name ?? folder), entry),
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

/**
 * Whether a package-lock.json answers what a package.json asks for: from version 2 on it repeats the
 * ranges, version 1 has the names alone. An install that finds another one changes it.
 */
export function fitsManifest(text: string, manifest: Manifest): boolean {
  const json = parseObject(text);
  if (typeof json === 'string') return false;
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const asked = [...dependencies, ...devDependencies, ...optionalDependencies];
  const root = (json.packages as Record<string, Entry> | undefined)?.[''];
  if (!root) return asked.every(([name]) => Object.hasOwn(json.dependencies ?? {}, name));
  const lists = [root.dependencies, root.devDependencies, root.optionalDependencies];
  const repeated: Record<string, unknown> = Object.assign({}, ...lists);
  return asked.every(([name, range]) => repeated[name] === range);
}
