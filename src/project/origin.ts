import { posix } from 'node:path';
import {
  environmentAt,
  expand,
  type Instruction,
  sourceStages,
  splitWords,
  type Stage,
} from '../dockerfile/index.js';
import { rememberedFor } from '../memo.js';
import { joinPath } from './files.js';
import type { Project } from './project.js';
import { unprunedPath } from './turbo-prune.js';

/** A COPY or ADD with its paths resolved; undefined where a variable decides. */
export interface Copy {
  readonly instruction: Instruction;
  readonly sources: readonly string[];
  /** An absolute path in the image; a trailing slash is kept. */
  readonly destination: string;
  /** The stage that it copies from; absent for the build context. */
  readonly stage?: Stage;
}

/** Resolves the copies of a stage, in order; undefined stands for one that can't be resolved. */
export function copiesOf(stage: Stage, stages: readonly Stage[]): readonly (Copy | undefined)[] {
  return copiesAmong(stages)(stage);
}

/** Every path that is traced back asks for them again. */
const copiesAmong = rememberedFor((stages: readonly Stage[]) =>
  rememberedFor((stage: Stage) => resolvedCopies(stage, stages)),
);

function resolvedCopies(stage: Stage, stages: readonly Stage[]): (Copy | undefined)[] {
  return stage.instructions.flatMap((instruction, index) =>
    instruction.keyword === 'COPY' || instruction.keyword === 'ADD'
      ? [copyAt(stage, index, stages)]
      : [],
  );
}

/** Resolves the COPY or ADD at an index of a stage. */
export function copyAt(stage: Stage, index: number, stages: readonly Stage[]): Copy | undefined {
  const instruction = stage.instructions[index] as Instruction;
  const { workdir, scope } = environmentAt(stage, index);
  const words = (instruction.json ?? splitWords(instruction.argument, instruction.escape)).map(
    (word) => expand(word, scope.variable, instruction.escape),
  );
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || workdir === undefined || sources.includes(undefined))
    return undefined;
  const from = instruction.flags.some(({ name }) => name === 'from');
  const [source] = sourceStages(instruction, stages.slice(0, stage.index));
  if (from && !source) return undefined;
  const destination =
    posix.resolve(workdir, target) + (/(^|\/)\.?\/?$/.test(target) && target !== '' ? '/' : '');
  return {
    instruction,
    sources: sources as string[],
    destination,
    ...(source && { stage: source }),
  };
}

/**
 * Where in the build context a path of an image comes from; undefined when a RUN made it, when it
 * is not there, or when that can't be told.
 *
 * @param path absolute, in the image of the stage
 */
export function originOf(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  path: string,
): string | undefined {
  if (project.context === undefined) return undefined;
  for (const copy of copiesOf(stage, stages).toReversed()) {
    const found = copy && originThrough(project, copy, stages, path);
    if (found !== undefined) return found;
  }
  const unpruned = unprunedPath(stage, path);
  if (unpruned !== undefined) return originOf(project, stage, stages, unpruned);
  return stage.base && originOf(project, stage.base, stages, path);
}

/** Where in the build context a path comes from, as far as one copy brings it. */
export function originThrough(
  project: Project,
  copy: Copy,
  stages: readonly Stage[],
  path: string,
): string | undefined {
  for (const inside of pathsThrough(copy, path)) {
    const found = copy.stage
      ? originOf(project, copy.stage, stages, posix.resolve('/', inside))
      : inContext(project, inside);
    // `COPY schema.prisma prisma/` puts the file below the folder, which is no file itself.
    const isFolder = copy.destination === `${path}/`;
    if (found !== undefined && (!isFolder || project.files.isFolder(found))) return found;
  }
  return undefined;
}

/** A path of the image that a stage makes. */
export interface StagePath {
  readonly stage: Stage;
  readonly path: string;
}

/** Stages that copy from stages: deeper than this, nobody looks. */
const deepest = 4;

/**
 * Where a path of an image may have been made: in the stages from which COPY --from may have taken
 * it, or in the stage itself where none did.
 *
 * @param path absolute, in the image of the stage
 */
export function makersOf(
  stage: Stage,
  stages: readonly Stage[],
  path: string,
  depth = 0,
): readonly StagePath[] {
  if (depth >= deepest) return [{ stage, path }];
  const found: StagePath[] = [];
  for (let one: Stage | undefined = stage; one; one = one.base)
    for (const copy of copiesOf(one, stages))
      if (copy?.stage) found.push(...makersBehind(copy, copy.stage, stages, path, depth + 1));
  return found.length > 0 ? found : [{ stage, path }];
}

function makersBehind(
  copy: Copy,
  from: Stage,
  stages: readonly Stage[],
  path: string,
  depth: number,
): readonly StagePath[] {
  return pathsThrough(copy, path)
    .filter((inside) => !isBelowFile(inside, copy.sources))
    .flatMap((inside) => makersOf(from, stages, posix.resolve('/', inside), depth));
}

/** `package.json/main.js`: what is copied beside a file does not lie in it. */
function isBelowFile(path: string, sources: readonly string[]): boolean {
  return sources.some((source) => posix.extname(source) !== '' && path.startsWith(`${source}/`));
}

/** The source paths that a copy would put at a path, likeliest first. */
function pathsThrough({ sources, destination }: Copy, path: string): string[] {
  const folder = destination.replace(/\/+$/, '') || '/';
  const below =
    path === folder
      ? ''
      : path.startsWith(folder === '/' ? '/' : `${folder}/`)
        ? path.slice(folder === '/' ? 1 : folder.length + 1)
        : undefined;
  if (below === undefined) return [];
  return sources.flatMap((source) => {
    const name = posix.basename(source);
    if (below !== '' && isMatch(name, below))
      return [posix.join(posix.dirname(source), below), posix.join(source, below)];
    return [posix.join(source, below)];
  });
}

function isMatch(pattern: string, name: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === name;
  const source = pattern
    .replace(/[.+^${}()|\\[\]]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${source}$`).test(name);
}

function inContext(project: Project, path: string): string | undefined {
  const full = joinPath(project.context ?? '', path);
  return full !== undefined && project.files.has(full) ? full : undefined;
}
