import { isTestPeer } from '../../knowledge/npm/test-peers.js';
import { dependenciesOf, type Entry, locked } from './entry.js';
import type { LockedPackage } from './index.js';
import { yamlValue } from '../yaml.js';
import { plainText } from '../plain-text.js';

interface PnpmLock {
  readonly packages?: Record<string, Entry>;
  /** From version 9 on: what each package needs, with its peers in brackets. */
  readonly snapshots?: Record<string, Entry>;
  readonly importers?: Record<string, Entry>;
}

/** pnpm-lock.yaml of versions 5 to 9. */
export function pnpmPackages(text: string): LockedPackage[] {
  const yaml = (yamlValue(text) ?? {}) as PnpmLock;
  const kept = yaml.snapshots && yaml.importers && inProduction(yaml.snapshots, yaml.importers);
  const snapshots = new Map(
    Object.entries(yaml.snapshots ?? {}).map(([key, one]) => [withoutPeers(key), one]),
  );
  return Object.entries(yaml.packages ?? {}).flatMap(([key, entry]) => {
    const [, name, version] = /^\/?((?:@[^/]+\/)?[^@/]+)[@/]([^(_]+)/.exec(key) ?? [];
    if (name === undefined || version === undefined) return [];
    const snapshot = snapshots.get(withoutPeers(key));
    const { dependencies } = snapshot ?? entry;
    const facts = locked(nameOf(name, entry), { version, ...entry, dependencies });
    return [
      {
        ...facts,
        ...(isFromGit(entry) && { git: true }),
        ...(kept && !kept.has(withoutPeers(key)) && { dev: true }),
        ...(snapshot?.optional === true && { optional: true }),
        ...(entry.requiresBuild !== undefined && { installScript: entry.requiresBuild === true }),
      },
    ];
  });
}

function nameOf(name: string, entry: Entry): string {
  return typeof entry.name === 'string' ? entry.name : name;
}

function isFromGit({ resolution }: Entry): boolean {
  const { type, tarball } = (resolution ?? {}) as { type?: string; tarball?: string };
  return type === 'git' || /codeload\.github\.com|\/-\/archive\/|\.git#/.test(tarball ?? '');
}

/** The packages that something besides development dependencies leads to, tests of a package in use aside. */
function inProduction(
  snapshots: Record<string, Entry>,
  importers: Record<string, Entry>,
): ReadonlySet<string> {
  const queue = Object.values(importers).flatMap(resolvedBy);
  const seen = new Set<string>();
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const name = nameIn(key);
    for (const need of dependenciesOf(snapshots[key] ?? {}))
      if (!isTestPeer(name, need[0])) queue.push(keyOf(need));
  }
  return new Set([...seen].map(withoutPeers));
}

/** An importer names what each dependency was resolved to. */
function resolvedBy(importer: Entry): string[] {
  return [importer.dependencies, importer.optionalDependencies].flatMap((list) =>
    Object.entries((list ?? {}) as Record<string, Entry>).map(([name, { version }]) =>
      keyOf([name, plainText(version)]),
    ),
  );
}

/** A version that is a key already stands for another package: an alias. */
function keyOf([name, version]: [string, string]): string {
  return /^(?:@[^/]+\/)?[^@/(]+@/.test(version) ? version : `${name}@${version}`;
}

function nameIn(key: string): string {
  return key.slice(0, key.indexOf('@', 1));
}

function withoutPeers(key: string): string {
  return key.replace(/\(.*/, '');
}
