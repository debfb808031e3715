import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { lastSteps, type ModulesStep, modulesSteps } from '../../../src/installs/index.js';
import {
  folderOf,
  isBelow,
  joinPath,
  type Manifest,
  manifestIn,
  type Project,
  workspaceAbove,
} from '../../../src/project/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { servedFolder } from '../output-alone/served-folder.js';
import { firstOf, type Reason } from '../reasons.js';
import { type SiteBuild, siteBuilds } from '../site-builds.js';
import type { RunTime } from './needs.js';
import { namedPackage } from './served-packages.js';

/** A folder of packages of which the build of a site takes along what browsers need. */
interface SiteModules {
  /** In the image. */
  readonly folder: string;
  /** The install that filled it last. */
  readonly step: ModulesStep;
}

/** What is asked of all such folders of a stage alike. */
interface Surroundings {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly builds: readonly SiteBuild[];
  readonly runTime: RunTime;
}

interface Subject extends SiteModules, Surroundings {
  readonly manifest: Manifest;
}

/** A builder that writes what a server runs, and not what a browser does. */
const forServer = /--ssr\b|--target\b|\bssr\b/;
/** A package that is taken from a folder of the project. */
const local = /^(?:file|link|portal|workspace):|^\.{1,2}\//;

/** Why the container may need the packages of a site, though they are in what the build made. */
export const moreThanBrowsers: readonly Reason<Subject, true>[] = [
  {
    name: 'no build of a site',
    find: ({ builds, folder }) => !builds.some((one) => one.folder === folder) || undefined,
  },
  { name: 'build for a server', find: (subject) => buildsForServer(subject) || undefined },
  {
    name: 'workspace',
    find: ({ project, manifest }) =>
      manifest.workspaces.length > 0 ||
      workspaceAbove(project, manifest) !== undefined ||
      undefined,
  },
  {
    name: 'source that runs',
    find: ({ runTime, manifest }) => {
      const below = folderOf(manifest.path);
      return (
        runTime.loaded.some(({ files }) => [...files].some((path) => isBelow(path, below))) ||
        undefined
      );
    },
  },
  {
    name: 'package of a folder',
    find: ({ runTime }) =>
      runTime.beginnings.entries.some(({ manifest }) =>
        [...manifest.dependencies.values()].some((range) => local.test(range)),
      ) || undefined,
  },
  {
    name: 'path of a package',
    find: ({ project, runTime, manifest }) => {
      const names = new Set([...manifest.dependencies.keys(), ...manifest.devDependencies.keys()]);
      return namedPackage(project, runTime, folderOf(manifest.path), names) && true;
    },
  },
  {
    name: 'file beside the packages',
    find: ({ stage }) =>
      stage.instructions.some(
        ({ keyword, argument }) =>
          (keyword === 'RUN' || keyword === 'ENV') &&
          /\bnode_modules\b|\bNODE_PATH\b/.test(argument),
      ) || undefined,
  },
];

/**
 * The folders of a stage whose packages only the build of a site needs: create-react-app, Vite and the
 * like put into it what browsers fetch, and the program of the container loads nothing from there.
 *
 * @param runtime the stage whose container runs
 */
export function siteModulesIn(
  file: Dockerfile,
  stage: Stage,
  runtime: Stage,
  project: Project,
  runTime: () => RunTime,
): readonly SiteModules[] {
  const served = servedFolder(file, runtime, project, '/');
  const builds = served === undefined ? siteBuilds(file, stage, project) : [];
  if (served === undefined && builds.length === 0) return [];
  const installs = [...lastSteps(modulesSteps(file, stage, project))].flatMap(([folder, step]) =>
    step.kind === 'install' && !step.from ? [{ folder, step }] : [],
  );
  return served === undefined
    ? besideServer(installs, { file, stage, project, builds, runTime: runTime() })
    : installs.filter(({ folder }) => !isWithin(folder, served));
}

/** Those whose packages no program of the container loads. */
function besideServer(
  installs: readonly SiteModules[],
  around: Surroundings,
): readonly SiteModules[] {
  const { file, stage, project } = around;
  const { unknown, beginnings, loaded } = around.runTime;
  if (unknown !== undefined || beginnings.entries.length === 0) return [];
  if (loaded.every(({ files }) => files.size === 0)) return [];
  return installs.filter((one) => {
    const manifest = manifestIn(project, stage, file.stages, one.folder);
    const subject = manifest && { ...around, ...one, manifest };
    return subject && firstOf(moreThanBrowsers, subject) === undefined;
  });
}

function buildsForServer({ project, manifest }: Subject): boolean {
  const config = ['ts', 'js', 'mjs', 'cjs', 'mts'].map((ending) =>
    project.files.read(joinPath(folderOf(manifest.path), `vite.config.${ending}`) ?? ''),
  );
  return [...manifest.scripts.values(), ...config].some((text) => forServer.test(text ?? ''));
}
