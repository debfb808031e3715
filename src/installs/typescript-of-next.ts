import { posix } from 'node:path';
import { containerCommand, startText, startTexts } from '../command/index.js';
import { chainOf, type Dockerfile, finalEnvironment, type Stage } from '../dockerfile/index.js';
import { compareVersions } from '../knowledge/version-order.js';
import { folderOf, joinPath, manifestIn, originOf, type Project } from '../project/index.js';
import { productionOnly, type ProductionInstall } from './production-only.js';

/** The first version of next that asks the package manager for typescript (15.3.2 and 15.4.1, read 2026-11). */
const since = '15.4';
const settings = ['next.config.ts', 'next.config.mts'];

/**
 * The settings in TypeScript for which `next start` has the package manager install typescript, each
 * time that a container starts: where the image gets no development dependencies, and typescript is
 * one (build/next-config-ts/transpile-config.js and lib/install-dependencies.js of next 16.1.6).
 */
export function typescriptOfNext(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): string | undefined {
  const paths = nextFolders(file, stage, project)
    .flatMap((folder) => settings.map((name) => joinPath(folder, name) ?? name))
    .filter((path) => project.files.has(path) && isInImage(path, file, stage, project));
  if (paths.length === 0) return undefined;
  const installs = productionOnly(file, stage, project);
  // `next build` in the same stage has installed it already.
  if (installs.length === 0 || installs.some(isBuiltThere)) return undefined;
  return paths.find((path) =>
    installs.every(({ provision }) => provision.loses('typescript', path) && !isOlder(provision)),
  );
}

/** The folders of the repository whose application `next start` runs. */
function nextFolders({ stages }: Dockerfile, stage: Stage, project: Project): string[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const own = [entrypoint, cmd].flatMap((one) => (one ? startText(one) : []));
  const manifest = manifestIn(project, stage, stages);
  return [
    ...(manifest ? [{ path: manifest.path, text: own.join(' ') }] : []),
    ...startTexts(project, stage, stages),
  ].flatMap(({ path, text }) => (/\bnext start\b/.test(text) ? [folderOf(path)] : []));
}

function isInImage(path: string, { stages }: Dockerfile, stage: Stage, project: Project): boolean {
  const workdir = finalEnvironment(stage).workdir ?? '/';
  const root = folderOf(manifestIn(project, stage, stages)?.path ?? '');
  return [posix.basename(path), posix.relative(root, path)].some(
    (name) => originOf(project, stage, stages, posix.join(workdir, name)) === path,
  );
}

function isBuiltThere({ step }: ProductionInstall): boolean {
  return chainOf(step.from?.stage ?? step.stage)
    .flatMap(({ instructions }) => instructions)
    .some(({ keyword, argument }) => keyword === 'RUN' && /\sbuild(?![\w-])/.test(argument));
}

/** Older ones do without typescript. */
function isOlder({ lockfile, manifests }: ProductionInstall['provision']): boolean {
  const asked = manifests.flatMap(({ dependencies }) => dependencies.get('next') ?? []);
  const locked = lockfile?.packages?.find(({ name }) => name === 'next')?.version;
  const version = /\d+(?:\.\d+)?/.exec(locked ?? asked[0] ?? '')?.[0];
  return version !== undefined && compareVersions(version, since) < 0;
}
