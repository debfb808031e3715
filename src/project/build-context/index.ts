import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../dockerfile/index.js';
import { rememberedForGood } from '../../memo.js';
import { builtContexts } from '../deployment/build-commands.js';
import { composeServices } from '../deployment/compose.js';
import {
  applicationFiles,
  type Context,
  contextSources,
  holdsSources,
  isIn,
  isPlain,
  sourcesIn,
} from './context-sources.js';
import { isContradicted, isOutdated } from './contradictions.js';
import { baseName, type Files, folderOf, joinPath } from '../files.js';
import { isMadeBefore } from './made-sources.js';
import { originOf } from './origin.js';
import type { Project } from '../project.js';

/**
 * The folder of the build context from the repository's root (architecture, decision 12): what a
 * compose file names, else the nearest folder in which the sources of COPY and ADD exist; of several, or
 * where none is, the one that scripts and workflows build from, or that nothing in the Dockerfile speaks against.
 * What a step before the build makes may be missing there. Undefined where it can't be told.
 */
export function contextOf(project: Project, file: Dockerfile): string | undefined {
  const named = new Set(composeServices(project).flatMap(({ context }) => context ?? []));
  const folders = foldersAbove(project.dockerfile).map((context) => ({ ...project, context }));
  const fitting = fittingFolders(folders, file);
  if (named.size === 1 && !isOutdated([...named][0], fitting, file)) return [...named][0];
  const built = fitting.length === 1 ? [] : builtContexts(project);
  // A folder that is not above has to hold what is copied.
  const [context, other] = built.filter(
    (one) => fitting.length > 1 || holdsSources({ ...project, context: one }, file, isMadeBefore),
  );
  if (context !== undefined && other === undefined) return context;
  const sound = fitting.length > 1 ? fitting.filter((one) => !isContradicted(one, file)) : [];
  const among = sound.length > 0 ? sound : fitting;
  // What all sources prove goes before a guess: in a monorepo both may fit, and mean other folders.
  const found =
    among.find((one) => startsThere(one, file)) ?? among[0] ?? likeliestFolder(folders, file);
  return found?.context;
}

/** The Dockerfile's own folder, then those above it. */
function foldersAbove(path: string): string[] {
  const own = folderOf(path);
  return own === '' ? [''] : [own, ...foldersAbove(own)];
}

/** The folders that hold all sources; where there is none, those that lack only what is made before. */
function fittingFolders(folders: readonly Context[], file: Dockerfile): readonly Context[] {
  const holding = folders.filter((one) => holdsSources(one, file));
  return holding.length > 0
    ? holding
    : folders.filter((one) => holdsSources(one, file, isMadeBefore));
}

/**
 * The folder that has most of what is copied, where none has all: something makes the rest of which
 * nobody knows, or the build fails in each folder. Undefined where a folder that is not above has all.
 */
function likeliestFolder(folders: readonly Context[], file: Dockerfile): Context | undefined {
  const sources = sourcesIn(file);
  const lacking = (one: Context): number =>
    sources.filter((path) => isPlain(path) && !isIn(one, path)).length;
  const found =
    folders
      .filter((one) => holdsSources(one, file, () => true) && lacking(one) * 2 < sources.length)
      .toSorted((a, b) => lacking(a) - lacking(b))[0] ??
    folders.find((one) => startsBelow(one, file));
  return found && lacking(found) > 0 && isHeldBesides(found, file) ? undefined : found;
}

/** Whether some other application of the repository has all that is copied. */
function isHeldBesides(folder: Context, file: Dockerfile): boolean {
  return applicationFolders(folder.files).some((context) =>
    holdsSources({ ...folder, context }, file, isMadeBefore),
  );
}

/** Every Dockerfile of a repository may ask. */
const applicationFolders = rememberedForGood((files: Files): readonly string[] =>
  files
    .list()
    .filter((path) => baseName(path) === 'package.json')
    .map(folderOf),
);

/** A source of the build context that keeps the folder of package.json from being it. */
interface Stray {
  readonly source: string;
  readonly instruction: Instruction;
}

/** What COPY and ADD name that is not beside package.json, where the build context can't be told. */
export function strayOf(project: Project, file: Dockerfile): Stray | undefined {
  if (project.context !== undefined) return undefined;
  const { files } = project;
  const folder = foldersAbove(project.dockerfile).find((one) =>
    files.has(joinPath(one, 'package.json') ?? ''),
  );
  if (folder === undefined) return undefined;
  for (const instruction of file.stages.flatMap(({ instructions }) => instructions)) {
    const source = contextSources(instruction).find(
      (one) => isPlain(one) && !files.has(joinPath(folder, one) ?? ''),
    );
    if (source !== undefined) return { source, instruction };
  }
  return undefined;
}

/** Whether the root of an application of this folder lies where the container starts. */
function startsThere(project: Project, { stages }: Dockerfile): boolean {
  const last = stages.at(-1) as Stage;
  const { workdir } = finalEnvironment(last);
  if (workdir === undefined) return false;
  return applicationFiles.some((name) => {
    const path = `${workdir === '/' ? '' : workdir}/${name}`;
    return originOf(project, last, stages, path) !== undefined;
  });
}

/**
 * Whether `COPY . /srv` from a folder puts a package.json where the program starts: `/srv/app`; or
 * copies a whole repository that has a client and a server side by side.
 */
function startsBelow(project: Project, file: Dockerfile): boolean {
  const everything = file.instructions.some((one) =>
    contextSources(one).some((source) => /^\.?\/?$/.test(source)),
  );
  if (!everything || finalEnvironment(file.stages.at(-1) as Stage).workdir === undefined)
    return false;
  const besides =
    project.context === '' &&
    project.files.list().some((path) => /^[^/]+\/package\.json$/.test(path));
  return besides || startsThere(project, file);
}
