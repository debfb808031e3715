import { dependenciesOf, type Entry, locked } from './lockfile-entry.js';
import type { LockedPackage } from './lockfile.js';
import { yamlValue } from './yaml.js';

interface BunLock {
  readonly workspaces?: Record<string, Entry>;
  readonly packages?: Record<string, readonly unknown[]>;
}

/** bun.lock: JSON with trailing commas, which YAML takes as its flow style. */
export function bunPackages(text: string): LockedPackage[] {
  const { packages = {}, workspaces = {} } = (yamlValue(text) ?? {}) as BunLock;
  const all = Object.values(packages).map(packageOf);
  const roots = Object.values(workspaces).flatMap(namesIn);
  const kept = reachable(roots, all);
  return all.map(({ facts }) => (kept.has(facts.name) ? facts : { ...facts, dev: true }));
}

interface BunPackage {
  readonly facts: LockedPackage;
  readonly names: readonly string[];
}

/** `["sharp@0.33.5", "", { "dependencies": … }, "sha512-…"]`; from git there is no registry. */
function packageOf(tuple: readonly unknown[]): BunPackage {
  const spec = String(tuple[0]);
  const at = spec.indexOf('@', 1);
  const entry = (tuple.find((one) => typeof one === 'object' && one !== null) ?? {}) as Entry;
  const facts = locked(spec.slice(0, at), { ...listed(entry), version: spec.slice(at + 1) });
  return { facts, names: namesIn(entry) };
}

/** `os` may be one name alone. */
function listed(entry: Entry): Entry {
  const os = typeof entry.os === 'string' ? [entry.os] : entry.os;
  return { ...entry, os: Array.isArray(os) && os.includes('none') ? undefined : os };
}

function namesIn(entry: Entry): string[] {
  return dependenciesOf(entry).map(([name]) => name);
}

/** By name: which of several versions is meant does not matter here. */
function reachable(roots: readonly string[], all: readonly BunPackage[]): ReadonlySet<string> {
  const needs = new Map<string, string[]>();
  for (const { facts, names } of all)
    needs.set(facts.name, [...(needs.get(facts.name) ?? []), ...names]);
  const queue = [...roots];
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...(needs.get(name) ?? []));
  }
  return seen;
}
