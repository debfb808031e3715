import { posix } from 'node:path';
import { finalEnvironment, type Stage } from '../dockerfile/index.js';
import { rememberedFor } from '../memo.js';
import { boundPath } from './build-context/bind-mounts.js';
import { folderOf, joinPath } from './files.js';
import { type Lockfile, type LockfileKind, lockfilesAt } from './lockfiles/index.js';
import { type Manifest, readManifest } from './manifest.js';
import { originOf } from './build-context/origin.js';
import type { Project } from './project.js';

/** The application that a container starts in its working directory. */
export interface Application {
  /** Folder in the image, absolute. */
  readonly folder: string;
  /** The package.json there, when it comes from the build context and can be read. */
  readonly manifest?: Manifest;
  /** The lockfile that the install uses, as far as it can be told. */
  readonly lockfile?: Lockfile;
}

/** The package.json in a folder of a stage, by default in the stage's final working directory. */
export function manifestIn(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  folder: string | undefined = finalEnvironment(stage).workdir,
): Manifest | undefined {
  if (folder === undefined || project.context === undefined) return undefined;
  return manifestAt(project, originOf(project, stage, stages, posix.join(folder, 'package.json')));
}

/** The application in a folder of a stage, by default in the stage's final working directory. */
export function applicationIn(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  folder: string | undefined = finalEnvironment(stage).workdir,
): Application | undefined {
  return folder === undefined
    ? undefined
    : applicationOf(project, stage, folder, manifestIn(project, stage, stages, folder));
}

/**
 * The application whose package.json the RUNs of a stage see in a folder: it lies there, or is bound
 * to it while they run.
 */
export function installedFrom(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  folder: string,
): Application | undefined {
  const there = applicationIn(project, stage, stages, folder);
  if (there?.manifest) return there;
  const path = boundPath(project, stage, posix.join(folder, 'package.json'));
  return applicationOf(project, stage, folder, manifestAt(project, path));
}

/**
 * The application in a folder of the build context.
 *
 * @param folder from the root of the context, with a slash at its begin
 */
export function contextApplication(
  project: Project,
  stage: Stage,
  folder: string,
): Application | undefined {
  if (project.context === undefined) return undefined;
  const path = joinPath(project.context, posix.join('.', folder, 'package.json'));
  return applicationOf(project, stage, folder, manifestAt(project, path));
}

function manifestAt(project: Project, path: string | undefined): Manifest | undefined {
  return path === undefined ? undefined : readManifest(project, path);
}

function applicationOf(
  project: Project,
  stage: Stage,
  folder: string,
  manifest: Manifest | undefined,
): Application {
  if (!manifest) return { folder };
  const lockfile = chosen(lockfilesAt(project, folderOf(manifest.path)), stage, manifest);
  return { folder, manifest, ...(lockfile && { lockfile }) };
}

/** Of several lockfiles, the one of the package manager that the Dockerfile calls (handbook B.6). */
function chosen(all: readonly Lockfile[], stage: Stage, manifest: Manifest): Lockfile | undefined {
  const managers = installersOf(stage);
  const wanted =
    managers.length > 0 ? managers : [/^[a-z]+/.exec(manifest.packageManager ?? '')?.[0] ?? ''];
  return (
    all.find(({ kind }) => wanted.some((name) => serves(kind, name))) ??
    (managers.length > 0 ? undefined : all[0])
  );
}

function serves(kind: LockfileKind, manager: string): boolean {
  return kind === manager || (manager === 'yarn' && kind === 'yarn-berry');
}

/** The package managers that the RUNs of a stage name, or of the nearest below it that name any. */
function installersOf(stage: Stage): readonly string[] {
  // A loop, since a file may chain thousands of stages.
  for (let one: Stage | undefined = stage; one; one = one.base ?? one.sources[0]) {
    const found = namedInstallers(one);
    if (found.length > 0) return found;
  }
  return [];
}

/** Options before the word that installs, some with a word of their own: `pnpm --filter ./api install`. */
const options = String.raw`(?:\s+-[\w-]+(?:=\S*|\s+[\w./@][\w./@-]*)?)*`;
/** What is put into the system says nothing of the project, no more than a question for the version. */
const other = String.raw`(?![^;&|\n]{0,200}\s(?:-g|--global|--location[= ]global|--version|-v)(?![\w-]))`;
const installs = ['npm', 'yarn', 'pnpm', 'bun'].map((name) => {
  const verb = `${options}\\s+(?:ci|i|install|clean-install|add|fetch)\\b`;
  const verbs = name === 'yarn' ? `(?:${verb}|\\s*(?:$|[;&|]|--))` : verb;
  return [name, new RegExp(String.raw`(?:^|[\s;&|])${name}${other}${verbs}`, 'm')] as const;
});

const namedInstallers = rememberedFor((stage: Stage): readonly string[] => {
  const text = stage.instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .map(({ line }) => line.joined.text)
    .join('\n');
  return installs.flatMap(([name, form]) => (form.test(text) ? [name] : []));
});
