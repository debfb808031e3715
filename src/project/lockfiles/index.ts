import { rememberedIn } from '../../memo.js';
import { baseName, type Files, joinPath } from '../files.js';
import { builtBeside } from './built.js';
import { bunPackages } from './bun.js';
import { npmPackages } from './npm.js';
import { pnpmPackages } from './pnpm.js';
import { berryPackages, yarnPackages } from './yarn.js';
import type { Project } from '../project.js';

/** What a lockfile says of one installed package. */
export interface LockedPackage {
  readonly name: string;
  /** Under which name it lies in node_modules, and modules ask for it, where that is another one. */
  readonly alias?: string;
  readonly version: string;
  /**
   * Whether npm or pnpm would run an install script, by the lockfile or by what the package asks for;
   * absent when nobody can tell.
   */
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
  /** Another package keeps it in a node_modules of its own, where the project's modules don't find it. */
  readonly nested?: boolean;
  /**
   * How others ask for it (`express@^4.0.0`), what it needs, and what it takes and does without: where `dev`
   * can't be told without.
   */
  readonly asked?: readonly string[];
  readonly needs?: readonly string[];
  readonly wishes?: readonly string[];
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

/** The names of the lockfiles that hold text. */
export const lockfileNames = names.map(([name]) => name).filter((name) => name !== 'bun.lockb');

/** The lockfiles in a folder of the repository, or in the nearest folder above that has one. */
export function lockfilesAt(project: Project, folder: string): readonly Lockfile[] {
  const here = names.flatMap(([name]) => {
    const path = joinPath(folder, name);
    return path !== undefined && project.files.has(path) ? [readLockfile(project.files, path)] : [];
  });
  if (here.length > 0 || folder === '' || folder === project.context) return here;
  return lockfilesAt(project, folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '');
}

/** Large ones take many megabytes, and few applications lie side by side in use. */
export const readLockfile = rememberedIn(
  (files: Files, path) => withBuilt(parseLockfile(path, kindOf(path), files.read(path)), files),
  4,
);

/** What a lockfile of pnpm or bun leaves out, the project's settings say: which packages are built. */
function withBuilt(lockfile: Lockfile, files: Files): Lockfile {
  const { kind } = lockfile;
  if (!lockfile.packages || (kind !== 'pnpm' && kind !== 'bun')) return lockfile;
  const built = builtBeside(files, lockfile.path);
  const packages = lockfile.packages.map((one) =>
    one.installScript === undefined && built.has(one.name) ? { ...one, installScript: true } : one,
  );
  return { ...lockfile, packages };
}

function kindOf(path: string): LockfileKind {
  const own = baseName(path);
  return names.find(([name]) => name === own)?.[1] ?? 'npm';
}

function parseLockfile(path: string, kind: LockfileKind, text: string | undefined): Lockfile {
  if (text === undefined || path.endsWith('.lockb')) return { path, kind };
  try {
    if (kind === 'npm') return { path, kind, packages: npmPackages(text) };
    if (kind === 'pnpm') return { path, kind, packages: pnpmPackages(text) };
    if (kind === 'bun') return { path, kind, packages: bunPackages(text) };
    if (/^__metadata:/m.test(text))
      return { path, kind: 'yarn-berry', packages: berryPackages(text) };
    return { path, kind, packages: yarnPackages(text) };
  } catch {
    return { path, kind };
  }
}
