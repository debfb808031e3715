import { literally } from '../../literally.js';
import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  splitWords,
  type Stage,
} from '../../dockerfile/index.js';
import { rememberedFor, rememberedForGood } from '../../memo.js';
import { builtContexts } from '../deployment/build-commands.js';
import { composeServices } from '../deployment/compose.js';
import { copiesOf, isCopy } from './copies.js';
import { baseName, type Files, folderOf, joinPath } from '../files.js';
import { readManifest } from '../manifest.js';
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

/** A folder that may be the build context. */
type Context = Project & { readonly context: string };

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

function isPlain(source: string): boolean {
  return !/[$*?[]/.test(source);
}

/**
 * Whether every plain source of a COPY or ADD exists in a folder, and what an application has at its root: there,
 * or in a folder that is copied (`COPY backend .`).
 */
function holdsSources(folder: Context, file: Dockerfile, mayLack?: typeof isMadeBefore): boolean {
  const sources = sourcesIn(file);
  const plain = sources.filter(isPlain);
  const there = (path: string): boolean => isIn(folder, path);
  const manifests = sources
    .map((source) => source.replace(/package[^/*]*\*[^/]*$/, 'package.json'))
    .filter((source) => /package/.test(source));
  const copied = sources.map((source) => source.replace(/\/\*$/, '')).filter(isPlain);
  return (
    plain.every(
      (source) => there(source) || mayLack?.(folder.files, folder.context, source) === true,
    ) &&
    (manifests.some((source) => source.includes('$') || there(source)) ||
      ['', ...copied].some((path) => applicationFiles.some((name) => there(`${path}/${name}`))))
  );
}

/** What a Dockerfile copies from the build context. */
function sourcesIn({ stages }: Dockerfile): readonly string[] {
  return stages.flatMap(({ instructions }) => instructions).flatMap(contextSources);
}

function isIn({ files, context }: Context, path: string): boolean {
  const full = joinPath(context, path);
  return full !== undefined && files.has(full);
}

/** What lies at the root of an application, one of them at least. */
const applicationFiles = ['package.json', 'go.mod', 'main.go'];

/** Whether the Dockerfile speaks of a folder above: its stages copy manifests that would not be there. */
function isContradicted(project: Context, file: Dockerfile) {
  const { context } = project;
  const named = new RegExp(String.raw`(?:^|[\s/.=:'",@])${literally(context)}(?:$|[\s/*'",:])`);
  return (
    (context.includes('/') && textsOf(file).some((text) => named.test(text))) ||
    lacksWorkspace(project, file) ||
    losesManifest(project, file)
  );
}

/** Whether a compose file names a folder without the workspace in which the Dockerfile works: another one is its root. */
function isOutdated(
  named: string | undefined,
  fitting: readonly Context[],
  file: Dockerfile,
): boolean {
  const lacking = fitting.filter((one) => lacksWorkspace(one, file));
  return lacking.length < fitting.length && lacking.some(({ context }) => context === named);
}

function lacksWorkspace(project: Context, file: Dockerfile) {
  return textsOf(file).some((text) => choosesPackage.test(text)) && !isWorkspace(project);
}

function textsOf({ instructions }: Dockerfile): string[] {
  return instructions.map(({ json, line }) => json?.join(' ') ?? line.joined.text);
}

/** A command that names one of several packages: it runs at the root of a workspace. */
const choosesPackage =
  /\bpnpm\s[^&|;]{0,200}(?:--filter|-F)[\s=]|\byarn\s+workspaces?\s|\bnpm\s[^&|;]{0,200}(?:--workspaces?|-w)[\s=]|\bturbo\s+(?:run|build|prune)\b|\blerna\s/;

function isWorkspace(project: Context): boolean {
  const at = (name: string): string => joinPath(project.context, name) ?? name;
  return (
    ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json'].some((name) =>
      project.files.has(at(name)),
    ) || readManifest(project, at('package.json'))?.hasWorkspaces === true
  );
}

/** Whether a stage gets a package.json from another one, to which this folder could not bring it. */
function losesManifest(project: Project, { stages }: Dockerfile): boolean {
  return stages.some((stage) =>
    copiesOf(stage, stages).some((copy) => {
      if (!copy?.stage) return false;
      const from = copy.stage;
      return copy.sources
        .filter((source) => /\/package(?:\*|-?\*)?\.json$/.test(source))
        .map((source) => source.replace(/package[^/]*$/, 'package.json'))
        .some((source) => {
          const origin = originOf(project, from, stages, source);
          return origin === undefined || !project.files.has(origin);
        });
    }),
  );
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

/** What an instruction copies from the build context. */
export function contextSources(instruction: Instruction): readonly string[] {
  return isCopy(instruction) ? sourcesOf(instruction) : [];
}

const sourcesOf = rememberedFor(
  ({ flags, json, argument, escape }: Instruction): readonly string[] => {
    if (flags.some(({ name }) => name === 'from')) return [];
    const words = json ?? splitWords(argument, escape);
    return words.slice(0, -1).filter((word) => !/^\d*<<|^[A-Za-z]+:\/\//.test(word));
  },
);
