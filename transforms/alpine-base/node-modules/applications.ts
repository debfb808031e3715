import { finalEnvironment } from '../../../src/dockerfile/index.js';
import { posix } from 'node:path';
import {
  type Application,
  folderOf,
  type LockedPackage,
  lockedPackages,
  readManifest,
} from '../../../src/project/index.js';
import { applicationAt } from '../commands/folders.js';
import { type Install, installOf } from './installs.js';
import { isDeclined, type Move, type Reached } from '../move.js';
import { workspaceManifests } from '../commands/npm-scripts.js';
import { stepsOf } from '../commands/reach.js';

/** What stages install. */
export interface Contents {
  readonly installs: readonly Install[];
  /** The applications that come from the build context, each once. */
  readonly applications: readonly Installed[];
  /** An install of which it is not known what it installs. */
  readonly unknown?: Install;
  readonly runs: readonly Reached[];
}

/** An application and what its installs bring. */
export interface Installed extends Application {
  readonly packages: readonly LockedPackage[];
  /** Development dependencies are installed, too. */
  readonly development: boolean;
}

/** What the stages of a move, and those that it takes files from, install. */
export function contentsOf(move: Move, stages: Move['stages']): Contents {
  const runs = stages
    .flatMap((stage) => stepsOf(move, stage))
    .filter((one): one is Reached => !isDeclined(one));
  const installs = runs.map(installOf).filter((one) => one !== undefined);
  const own = installs.filter(({ global }) => !global);
  const found = new Map<string, Application>();
  const places = [
    ...own.map(placeOf),
    ...stages.map((stage) => ({ stage, folder: finalEnvironment(stage).workdir })),
  ];
  for (const { stage, folder } of places) {
    const application = applicationAt(move, stage, folder);
    if (application?.manifest && !found.has(application.manifest.path))
      found.set(application.manifest.path, application);
  }
  const unknown = own.find((install) => !isKnown(move, install));
  return {
    installs,
    applications: [...found.values()].map((one) => installed(move, one, own)),
    runs,
    ...(unknown && { unknown }),
  };
}

function placeOf({ reached, folder }: Install) {
  return { stage: reached.caller.stage, folder };
}

/** Whether the package.json that an install reads is there, or the install names what it wants. */
function isKnown(move: Move, install: Install): boolean {
  const { stage, folder } = placeOf(install);
  return install.names.length > 0 || applicationAt(move, stage, folder)?.manifest !== undefined;
}

function installed(move: Move, application: Application, installs: readonly Install[]): Installed {
  const here = installs.filter(({ folder }) => folder === application.folder);
  const development = here.length === 0 || here.some(({ production }) => !production);
  return { ...application, packages: packagesOf(move, application), development };
}

/**
 * What is installed: by the lockfile, else the direct dependencies with their ranges as versions. What a package.json of the
 * project itself names as optional works today: to the image it is as good as required.
 */
function packagesOf(
  { project }: Move,
  { lockfile, manifest }: Application,
): readonly LockedPackage[] {
  if (lockfile?.packages) {
    const beside = readManifest(project, posix.join(folderOf(lockfile.path), 'package.json'));
    const roots = [manifest, beside].filter((one) => one !== undefined);
    const all = roots.flatMap((one) => [one, ...workspaceManifests(one, project)]);
    const named = new Set(all.flatMap(({ optionalDependencies: names }) => [...names.keys()]));
    return lockedPackages(lockfile, all).map((one) =>
      one.optional && named.has(one.name) ? { ...one, optional: false } : one,
    );
  }
  const manifests = manifest ? [manifest, ...workspaceManifests(manifest, project)] : [];
  return manifests.flatMap(({ dependencies, optionalDependencies, devDependencies }) => [
    ...[...dependencies, ...optionalDependencies].map((one) => asPackage(one, false)),
    ...[...devDependencies].map((one) => asPackage(one, true)),
  ]);
}

/** A dependency of package.json as a lockfile would have it. */
export function asPackage([name, range]: readonly [string, string], dev: boolean): LockedPackage {
  return {
    name: /^npm:((?:@[^/]+\/)?[^@]+)/.exec(range)?.[1] ?? name,
    version:
      /\d[\w.-]*/
        .exec(range.replace(/^npm:(?:@[^/]+\/)?[^@]+@?/, ''))?.[0]
        ?.replace(/\.x.*$/, '') ?? '',
    dev,
    optional: false,
    git: /^(?:git|github:|bitbucket:|gitlab:|gist:)|\.git(#|$)|^[\w-]+\/[\w.-]+(#|$)/.test(range),
  };
}
