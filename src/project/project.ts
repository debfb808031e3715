import {
  type Dockerfile,
  finalEnvironment,
  splitWords,
  type Stage,
  type Style,
} from '../dockerfile/index.js';
import { composeServices } from './compose.js';
import { type Files, folderOf, joinPath, noFiles } from './files.js';
import { originOf } from './origin.js';

/** What surrounds a Dockerfile: facts to read, nothing to change. */
export interface Project {
  readonly files: Files;
  /** Path of the Dockerfile from the repository's root. */
  readonly dockerfile: string;
  /** Folder of the build context from the repository's root; undefined when it can't be told. */
  readonly context: string | undefined;
  /** How the project's settings want new lines, where the Dockerfile's own lines don't show it. */
  readonly style?: Style;
}

/** The project of a Dockerfile of which nothing but its text is known. */
export const unknownProject: Project = {
  files: noFiles,
  dockerfile: 'Dockerfile',
  context: undefined,
};

/**
 * Finds the build context (architecture, decision 12): what the user or a compose file names, else
 * the nearest folder in which the sources of COPY and ADD exist.
 */
export function projectOf(files: Files, path: string, file: Dockerfile, context?: string): Project {
  const project = { files, dockerfile: path, context };
  if (context !== undefined) return project;
  const named = new Set(composeServices(project).map((service) => service.context));
  if (named.size === 1) return { ...project, context: [...named][0] };
  const folders = foldersAbove(path);
  return {
    ...project,
    // What all sources prove goes before a guess: in a monorepo both may fit, and mean other folders.
    context:
      folders.find((folder) => holdsSources(files, folder, file)) ??
      folders.find((folder) => startsBelow({ ...project, context: folder }, file)),
  };
}

/** The Dockerfile's own folder, then those above it. */
function foldersAbove(path: string): string[] {
  const own = folderOf(path);
  return own === '' ? [''] : [own, ...foldersAbove(own)];
}

/** Whether every plain source of a COPY or ADD exists in a folder, and what an application has at its root. */
function holdsSources(files: Files, folder: string, file: Dockerfile): boolean {
  const sources = file.stages.flatMap(({ instructions }) => instructions).flatMap(contextSources);
  const plain = sources.filter((source) => !/[$*?[]/.test(source));
  const there = (path: string): boolean => {
    const full = joinPath(folder, path);
    return full !== undefined && files.has(full);
  };
  const manifests = sources
    .map((source) => source.replace(/package[^/]*\*[^/]*$/, 'package.json'))
    .filter((source) => /package/.test(source));
  return (
    plain.every(there) &&
    (manifests.some((source) => source.includes('$') || there(source)) ||
      there('package.json') ||
      there('go.mod') ||
      there('main.go'))
  );
}

/**
 * Whether `COPY . /srv` from a folder puts a package.json where the program starts: `/srv/app`; or
 * copies a whole repository that has a client and a server side by side.
 */
function startsBelow(project: Project, { stages }: Dockerfile): boolean {
  const last = stages.at(-1) as Stage;
  const { workdir } = finalEnvironment(last);
  const everything = stages.some(({ instructions }) =>
    instructions.some((one) => contextSources(one).some((source) => /^\.?\/?$/.test(source))),
  );
  if (!everything || workdir === undefined) return false;
  const manifest = `${workdir === '/' ? '' : workdir}/package.json`;
  const besides =
    project.context === '' &&
    project.files.list().some((path) => /^[^/]+\/package\.json$/.test(path));
  return besides || originOf(project, last, stages, manifest) !== undefined;
}

/** What an instruction copies from the build context. */
export function contextSources({
  keyword,
  flags,
  json,
  argument,
  escape,
}: Dockerfile['instructions'][number]): string[] {
  if (keyword !== 'COPY' && keyword !== 'ADD') return [];
  if (flags.some(({ name }) => name === 'from')) return [];
  const words = json ?? splitWords(argument, escape);
  return words.slice(0, -1).filter((word) => !/^\d*<<|^[a-z]+:\/\//i.test(word));
}
