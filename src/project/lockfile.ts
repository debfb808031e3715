import yarn from '@yarnpkg/lockfile';
import { parse as parseYaml } from 'yaml';
import { joinPath } from './files.js';
import { parseObject } from './manifest.js';
import type { Project } from './project.js';

/** What a lockfile says of one installed package. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Whether npm or pnpm would run an install script; absent when the lockfile can't tell. */
  readonly installScript?: boolean;
  /** Only development dependencies need it. */
  readonly dev: boolean;
  /** Its install may fail or be skipped. */
  readonly optional: boolean;
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  /** The commands that it puts into node_modules/.bin; absent when the lockfile can't tell. */
  readonly bins?: readonly string[];
  /** It comes from a git repository, not from a registry. */
  readonly git: boolean;
}

export type LockfileKind = 'npm' | 'yarn' | 'yarn-berry' | 'pnpm' | 'bun';

export interface Lockfile {
  readonly path: string;
  readonly kind: LockfileKind;
  /** Absent when the file is there but can't be read. */
  readonly packages?: readonly LockedPackage[];
}

/** In the order in which they count when several lie side by side. */
const names: readonly (readonly [string, LockfileKind])[] = [
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** The lockfiles in a folder of the repository, or in the nearest folder above that has one. */
export function lockfilesAt(project: Project, folder: string): readonly Lockfile[] {
  const here = names.flatMap(([name, kind]) => {
    const path = joinPath(folder, name);
    return path !== undefined && project.files.has(path) ? [readLockfile(project, path, kind)] : [];
  });
  if (here.length > 0 || folder === '' || folder === project.context) return here;
  return lockfilesAt(project, folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '');
}

const cache = new WeakMap<object, Map<string, Lockfile>>();

function readLockfile(project: Project, path: string, kind: LockfileKind): Lockfile {
  const known = cache.get(project.files) ?? new Map<string, Lockfile>();
  cache.set(project.files, known);
  const lockfile = known.get(path) ?? parseLockfile(path, kind, project.files.read(path));
  known.set(path, lockfile);
  return lockfile;
}

function parseLockfile(path: string, kind: LockfileKind, text: string | undefined): Lockfile {
  if (text === undefined || kind === 'bun') return { path, kind };
  try {
    if (kind === 'npm') return { path, kind, packages: npmPackages(text) };
    if (kind === 'pnpm') return { path, kind, packages: pnpmPackages(text) };
    if (/^__metadata:/m.test(text))
      return { path, kind: 'yarn-berry', packages: berryPackages(text) };
    return { path, kind, packages: yarnPackages(text) };
  } catch {
    return { path, kind };
  }
}

type Entry = Record<string, unknown>;

/** Versions 2 and 3 list `packages` by path; version 1 nests `dependencies`. */
function npmPackages(text: string): LockedPackage[] {
  const json = parseObject(text);
  if (typeof json === 'string') throw new SyntaxError(json);
  const packages = json.packages as Record<string, Entry> | undefined;
  if (!packages) return nestedPackages((json.dependencies ?? {}) as Record<string, Entry>);
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.link !== true)
    .map(([path, entry]) => ({
      ...locked(String(entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13)), entry),
      installScript: entry.hasInstallScript === true,
    }));
}

function nestedPackages(dependencies: Record<string, Entry>): LockedPackage[] {
  return Object.entries(dependencies).flatMap(([name, entry]) => [
    locked(name, entry),
    ...nestedPackages((entry.dependencies ?? {}) as Record<string, Entry>),
  ]);
}

function pnpmPackages(text: string): LockedPackage[] {
  const yaml = parseYaml(text, { maxAliasCount: -1 }) as {
    packages?: Record<string, Entry>;
  } | null;
  return Object.entries(yaml?.packages ?? {}).flatMap(([key, entry]) => {
    const [, name, version] = /^\/?((?:@[^/]+\/)?[^@/]+)[@/]([^(_]+)/.exec(key) ?? [];
    if (name === undefined || version === undefined) return [];
    const built =
      entry.requiresBuild === undefined ? {} : { installScript: entry.requiresBuild === true };
    return [{ ...locked(name, { ...entry, version }), ...built }];
  });
}

function berryPackages(text: string): LockedPackage[] {
  const yaml = parseYaml(text) as Record<string, Entry>;
  return Object.entries(yaml).flatMap(([key, entry]) => {
    const name = /^((?:@[^/]+\/)?[^@]+)@/.exec(key)?.[1];
    if (name === undefined || key === '__metadata' || /@workspace:/.test(key)) return [];
    const conditions = String(entry.conditions ?? '');
    const libc = /libc=(\w+)/.exec(conditions)?.[1];
    const os = /os=(\w+)/.exec(conditions)?.[1];
    return [
      {
        ...locked(name, { version: entry.version, resolved: entry.resolution }),
        ...(libc && { libc: [libc] }),
        ...(os && { os: [os] }),
      },
    ];
  });
}

function yarnPackages(text: string): LockedPackage[] {
  const { object } = yarn.parse(text);
  return Object.entries(object as unknown as Record<string, Entry>).flatMap(([key, entry]) => {
    const name = /^((?:@[^/]+\/)?[^@]+)@/.exec(key)?.[1];
    return name === undefined ? [] : [locked(name, entry)];
  });
}

function locked(name: string, entry: Entry): LockedPackage {
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
