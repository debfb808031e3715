import { type Dockerfile, mountsOf, type Stage } from '../../../src/dockerfile/index.js';
import { pruneCommand } from '../../../src/knowledge/npm/prune-commands.js';
import type { Project } from '../../../src/project/index.js';
import type { Reason } from '../reasons.js';
import {
  habitsOf,
  lastSteps,
  installerMajor,
  type ModulesStep,
  modulesSteps,
  type Provision,
  provisionOf,
} from '../../../src/installs/index.js';
import { addedPackages, called } from './added-packages.js';
import { type InstallIn, placedByHand } from './placed.js';
import { laterPackage } from './later-package.js';
import { pnpmWorkspaceProblem } from './pnpm-workspace.js';
import { lockfilesOff, unsetVariable } from './settings-files.js';
import { isAnswered, strayLockfiles } from './stray-lockfile.js';

/** A folder whose node_modules hold development dependencies at the end of a stage. */
export interface Installed {
  /** In the image. */
  readonly folder: string;
  /** The install that counts. */
  readonly step: ModulesStep;
  readonly major: number | undefined;
  readonly provision: Provision;
}

/** The folders of a stage from which a prune could take something (handbook B42, B51, B52). */
export function installedIn(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): readonly Installed[] {
  // What no package.json lists can't be told from what the container needs.
  if (project.context === undefined) return [];
  return [...lastSteps(modulesSteps(file, stage, project))].flatMap(([folder, step]) => {
    if (step.kind !== 'install' || step.development === 'omitted') return [];
    const major = installerMajor(file, stage, project, step);
    const provision = provisionOf(file, stage, project, folder, habitsOf(step, major));
    return provision && provision.removed.size > 0 ? [{ folder, step, major, provision }] : [];
  });
}

/** Every reason why an install can't be pruned, whatever the container needs: a sentence each. */
export const pruneObstacles: readonly Reason<InstallIn, string>[] = [
  {
    name: 'install by a variable',
    find: ({ step }) =>
      step.development === 'unknown'
        ? `whether "${called(step)}" installs them depends on the value of a variable.`
        : undefined,
  },
  {
    name: 'install in a condition',
    find: ({ step }) => (step.conditional ? `"${called(step)}" stands in a condition.` : undefined),
  },
  { name: 'packages beside the list', find: addedPackages },
  {
    name: 'bun',
    find: ({ step }) =>
      step.manager === 'bun'
        ? 'bun can only install them anew, which loses what the build put beside them. A stage of its own with "bun install --production", to copy node_modules from, has none.'
        : undefined,
  },
  {
    name: 'install scripts of Yarn',
    find: ({ step, major, provision }) =>
      step.manager === 'yarn' && major !== undefined && major > 1 && hooks(provision)
        ? 'yarn would run the install scripts of package.json again, which may need what is gone.'
        : undefined,
  },
  {
    name: 'version of the package manager',
    find: ({ step: { manager }, major }) =>
      major === undefined || (manager !== 'bun' && !pruneCommand(manager, major))
        ? `it is not known how this version of ${manager} removes them without running scripts.`
        : undefined,
  },
  {
    name: 'store in another stage',
    find: ({ step: { from, manager } }) =>
      from && manager !== 'npm'
        ? `they are copied from another stage, where ${manager} has its cache.`
        : undefined,
  },
  { name: 'workspace', find: ({ step, provision }) => workspaceProblem(step, provision) },
  { name: 'workspace of pnpm', find: pnpmWorkspaceProblem },
  { name: 'package that comes later', find: laterPackage },
  { name: 'secret settings', find: ({ step }) => settingsProblem(step) },
  { name: 'unset variable', find: unsetVariable },
  { name: 'lockfiles that are switched off', find: lockfilesOff },
  { name: 'lockfile of other versions', find: lockfileProblem },
  { name: 'placed by hand', find: placedByHand },
];

function hooks({ manifests }: Provision): boolean {
  return manifests.some(({ scripts }) =>
    ['preinstall', 'install', 'postinstall'].some((name) => scripts.has(name)),
  );
}

function workspaceProblem(
  { manager, words }: ModulesStep,
  { root, manifests }: Provision,
): string | undefined {
  if (manifests.length === 1 || manager === 'pnpm') return undefined;
  if (root.workspaces.length === 0)
    return 'lerna may have linked or lifted packages into node_modules that no package.json there names.';
  return words.some((word) => /^(?:-w|--workspaces?|--filter|-F)(?:=|$)/.test(word))
    ? 'only a part of the workspace is installed.'
    : undefined;
}

/** npm goes by what is installed where there is no lockfile; the others can't. */
function lockfileProblem({ file, stage, project, ...install }: InstallIn): string | undefined {
  const { step } = install;
  const [name] = step.manager === 'npm' ? [] : strayLockfiles(install, file, stage, project);
  if (name === undefined) return undefined;
  return isAnswered(project, install.provision, name)
    ? `${name} is copied after "${called(step)}", so that ${step.manager} would install other versions. Copy it before.`
    : `${name} does not tell versions of all that package.json asks for, so that ${step.manager} would look for them anew. Bring it up to date.`;
}

/** What a secret .npmrc says decides what a prune does, too, and nobody can read it here (handbook B48). */
function settingsProblem({ run, manager }: ModulesStep): string | undefined {
  const secret = mountsOf(run).some(
    ({ type, flag }) => type === 'secret' && flag.value?.includes('npmrc'),
  );
  return secret && manager === 'npm'
    ? 'the .npmrc of the install is a secret, so that its settings are not known.'
    : undefined;
}
