import {
  applicationIn,
  folderOf,
  isBelow,
  lockedPackages,
  type Lockfile,
  type Manifest,
  type Project,
  workspaceOf,
} from '../project/index.js';
import type { Dockerfile, Stage } from '../dockerfile/index.js';
import { packageOfProgram, programsOf } from '../knowledge/npm/package-programs.js';
import type { ModulesStep } from './modules-steps.js';

/** What an install in one folder provides, and what of it a prune would take away. */
export interface Provision {
  readonly root: Manifest;
  /** Every package.json that the install serves, the root's first. */
  readonly manifests: readonly Manifest[];
  readonly lockfile: Lockfile | undefined;
  /** The packages of the lists of development dependencies that a prune takes away. */
  readonly removed: ReadonlySet<string>;
  /** Whether a prune would take away a package that a module of a folder loads. */
  readonly loses: (name: string, path: string) => boolean;
}

/** How the package manager of an install treats what stands in several lists. */
interface Habits {
  /** A package of both lists counts as a development dependency: npm from 7 on (run with 7 to 11). */
  readonly developmentWins: boolean;
  /** Each package finds only what its own package.json names: pnpm. */
  readonly strict: boolean;
}

/** How the package manager of a step goes about it. */
export function habitsOf({ manager }: ModulesStep, major: number | undefined): Habits {
  return {
    developmentWins: manager === 'npm' && (major === undefined || major >= 7),
    strict: manager === 'pnpm',
  };
}

/** What an install in a folder of the image provides; undefined where its package.json is not known. */
export function provisionOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  folder: string,
  habits: Habits,
): Provision | undefined {
  const { manifest: root, lockfile } = applicationIn(project, stage, file.stages, folder) ?? {};
  if (!root) return undefined;
  const manifests = [root, ...(workspaceOf(project, root)?.members ?? [])];
  const locked = lockfile?.packages && namesIn(lockfile, manifests);
  const loses = (name: string, path: string): boolean =>
    habits.strict
      ? losesStrictly(name, path, manifests)
      : losesHoisted(name, manifests, locked, habits);
  const listed = manifests.flatMap((one) =>
    [...one.devDependencies.keys()].map((name) => [name, one.path] as const),
  );
  const removed = new Set(listed.flatMap(([name, path]) => (loses(name, path) ? [name] : [])));
  return { root, manifests, lockfile, removed, loses };
}

interface LockedNames {
  readonly all: ReadonlySet<string>;
  readonly production: ReadonlySet<string>;
}

function namesIn(lockfile: Lockfile, manifests: readonly Manifest[]): LockedNames {
  const packages = lockedPackages(lockfile, manifests).filter(({ nested }) => !nested);
  return {
    all: new Set(packages.map(({ name, alias = name }) => alias)),
    production: new Set(packages.flatMap(({ name, alias = name, dev }) => (dev ? [] : [alias]))),
  };
}

function losesHoisted(
  name: string,
  manifests: readonly Manifest[],
  locked: LockedNames | undefined,
  { developmentWins }: Habits,
): boolean {
  const inBoth = manifests.some((one) => isIn(one, name) && one.devDependencies.has(name));
  if (developmentWins && inBoth) return true;
  if (manifests.some((one) => isIn(one, name))) return false;
  if (locked?.all.has(name)) return !locked.production.has(name);
  return manifests.some((one) => one.devDependencies.has(name));
}

/** The package.json above a module, the next one first. */
export function manifestsAbove(path: string, manifests: readonly Manifest[]): Manifest[] {
  return manifests
    .filter((one) => isBelow(path, folderOf(one.path)))
    .toSorted((a, b) => b.path.length - a.path.length);
}

/** The package.json next above a module, then the root's. */
function losesStrictly(name: string, path: string, manifests: readonly Manifest[]): boolean {
  const owner = manifestsAbove(path, manifests).find(
    (one) => isIn(one, name) || one.devDependencies.has(name),
  );
  return owner !== undefined && !isIn(owner, name);
}

function isIn(
  { dependencies, optionalDependencies, peerDependencies }: Manifest,
  name: string,
): boolean {
  return [dependencies, optionalDependencies, peerDependencies].some((list) => list.has(name));
}

/** The package that brings a program, if all that bring it are lost. */
export function providerOf(
  program: string,
  { lockfile, loses, root, manifests, removed }: Provision,
): string | undefined {
  const owners = (lockfile?.packages ?? []).filter(({ bins }) => bins?.includes(program));
  if (owners.length > 0)
    return owners.every(({ name }) => loses(name, root.path)) ? owners[0]?.name : undefined;
  const usual = packageOfProgram(program);
  if (lockfile && hasNoProgram(lockfile, usual)) return undefined;
  if (manifests.some((one) => isIn(one, usual))) return usual;
  const bringing = [...removed].find(
    (name) => brings(name, program) && !(lockfile && hasNoProgram(lockfile, name)),
  );
  return bringing ?? usual;
}

/** Whether a lockfile that tells programs has a package without any: `environment`, `process`. */
function hasNoProgram({ packages = [] }: Lockfile, name: string): boolean {
  const locked = packages.filter((one) => one.name === name);
  return (
    locked.length > 0 &&
    locked.every(({ bins }) => bins === undefined) &&
    packages.some(({ bins }) => bins !== undefined)
  );
}

/** Whether a package brings a program of another name, which a lockfile of yarn does not tell. */
function brings(name: string, program: string): boolean {
  return programsOf(name).includes(program);
}
