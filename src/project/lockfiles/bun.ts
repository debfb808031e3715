import { addTo, dependenciesOf, type Entry, locked } from './entry.js';
import type { LockedPackage } from './index.js';
import { reachable } from './reachable.js';
import { yamlValue } from '../yaml.js';
import { plainText } from '../plain-text.js';

interface BunLock {
  readonly workspaces?: Record<string, Entry>;
  readonly packages?: Record<string, readonly unknown[]>;
}

/** bun.lock: JSON with trailing commas, which YAML takes as its flow style. */
export function bunPackages(text: string): LockedPackage[] {
  const { packages = {}, workspaces = {} } = (yamlValue(text) ?? {}) as BunLock;
  const all = Object.entries(packages).map(packageOf);
  const roots = Object.values(workspaces).flatMap(namesIn);
  const needs = new Map<string, string[]>();
  for (const { folder, names } of all) addTo(needs, folder, names);
  const kept = reachable(roots, needs);
  return all.map(({ facts, folder }) => (kept.has(folder) ? facts : { ...facts, dev: true }));
}

interface BunPackage {
  readonly facts: LockedPackage;
  /** Under which name others ask for it. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** `"sharp": ["sharp@0.33.5", "", { "dependencies": … }, "sha512-…"]`; from git there is no registry. */
function packageOf([key, tuple]: readonly [string, readonly unknown[]]): BunPackage {
  const spec = plainText(tuple[0]);
  const at = spec.indexOf('@', 1);
  const entry = (tuple.find((one) => typeof one === 'object' && one !== null) ?? {}) as Entry;
  const facts = locked(spec.slice(0, at), { ...listed(entry), version: spec.slice(at + 1) });
  const folder = lastName(key);
  const alias = folder !== facts.name && { alias: folder };
  return { facts: { ...facts, ...alias }, folder, names: namesIn(entry) };
}

/** `debug` of `express/debug`, `@c/d` of `@a/b/@c/d`: what a package has for itself lies below it. */
function lastName(key: string): string {
  const parts = key.split('/');
  return parts.slice(parts.at(-2)?.startsWith('@') === true ? -2 : -1).join('/');
}

/** `os` may be one name alone. */
function listed(entry: Entry): Entry {
  const os = typeof entry.os === 'string' ? [entry.os] : entry.os;
  return { ...entry, os: Array.isArray(os) && os.includes('none') ? undefined : os };
}

function namesIn(entry: Entry): string[] {
  return dependenciesOf(entry).map(([name]) => name);
}
