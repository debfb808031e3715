import { isTestPeer } from '../../knowledge/npm/test-peers.js';
import { addTo, type Entry, locked } from './entry.js';
import type { LockedPackage } from './index.js';
import { type Manifest, parseObject } from '../manifest.js';
import { plainText } from '../plain-text.js';
import { reachable } from './reachable.js';

/** package-lock.json and npm-shrinkwrap.json: versions 2 and 3 list `packages` by path, 1 nests `dependencies`. */
export function npmPackages(text: string): LockedPackage[] {
  const json = parseObject(text);
  if (typeof json === 'string') throw new SyntaxError(json);
  const packages = json.packages as Record<string, Entry> | undefined;
  if (!packages) return nestedPackages((json.dependencies ?? {}) as Record<string, Entry>);
  const ofTests = ofTestsAlone(packages);
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.link !== true)
    .map(([path, entry]) => {
      const folder = folderIn(path);
      return {
        ...locked(plainText(entry.name ?? folder), entry),
        ...(entry.devOptional === true && ofTests.has(folder) && { dev: true }),
        ...(entry.name !== undefined && { alias: folder }),
        installScript: entry.hasInstallScript === true,
        nested: path.split('node_modules/').length > 2,
      };
    });
}

/** Under which name a package lies in node_modules; the project's own ones lie elsewhere. */
function folderIn(path: string): string {
  const at = path.lastIndexOf('node_modules/');
  return at === -1 ? path : path.slice(at + 13);
}

/**
 * What is installed for the tests of a package in use and for nothing else. npm marks as `devOptional` a development
 * dependency that such a package has for an optional peer, even where that one loads it in tests alone.
 */
function ofTestsAlone(packages: Record<string, Entry>): ReadonlySet<string> {
  if (!Object.values(packages).some(({ devOptional }) => devOptional === true)) return new Set();
  const needs = new Map<string, string[]>();
  const used: string[] = [];
  const tests: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (entry.dev === true) continue;
    const folder = folderIn(path);
    const lists = [entry.dependencies, entry.optionalDependencies, entry.peerDependencies];
    const names = lists.flatMap((list) => Object.keys(list ?? {}));
    const peers = names.filter((name) => isTestPeer(folder, name));
    tests.push(...peers);
    addTo(needs, folder, peers.length > 0 ? names.filter((name) => !peers.includes(name)) : names);
    if (entry.devOptional !== true) used.push(folder);
  }
  if (tests.length === 0) return new Set();
  const others = reachable(used, needs);
  return new Set([...reachable(tests, needs)].filter((name) => !others.has(name)));
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
