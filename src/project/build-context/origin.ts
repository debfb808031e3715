import { posix } from 'node:path';
import { chainOf, type Stage } from '../../dockerfile/index.js';
import { rememberedFor, rememberedForGood } from '../../memo.js';
import { type Search, unrolled } from './unrolled.js';
import { type Copy, copiesTo, folderOfCopy, heredocSource, isHeredoc } from './copies.js';
import { joinPath } from '../files.js';
import { pathMatcher } from '../path-pattern.js';
import type { Project } from '../project.js';
import { deployedFolder, deployedIn } from './pnpm-deploy.js';
import { unprunedPath } from './turbo-prune.js';
import { keepsWritten, writtenIn } from './written-files.js';

/**
 * Where in the build context a path of an image comes from, or which file of the Dockerfile's own it is; undefined when
 * a RUN made it of something else, when it is not there, or when that can't be told.
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
  const search = searchIn(project)(stages);
  return unrolled(search({ stage, path }), search);
}

/** Where in the build context a path comes from, as far as one copy brings it. */
export function originThrough(
  project: Project,
  copy: Copy,
  stages: readonly Stage[],
  path: string,
): string | undefined {
  return unrolled(through(project, copy, path), searchIn(project)(stages));
}

type Origin = Search<StagePath, string | undefined>;

/** Looks paths up, each of them once: many steps ask for the same. */
const searchIn = rememberedForGood((project: Project) =>
  rememberedFor((stages: readonly Stage[]) => {
    const knownIn = rememberedFor<Stage, Map<string, string | undefined>>(() => new Map());
    return function* search({ stage, path }: StagePath): Origin {
      const known = knownIn(stage);
      if (project.context === undefined || known.has(path)) return known.get(path);
      // A path that would come from itself comes from nowhere.
      known.set(path, undefined);
      const found = yield* origin(project, stage, stages, path);
      known.set(path, found);
      return found;
    };
  }),
);

function* origin(project: Project, stage: Stage, stages: readonly Stage[], path: string): Origin {
  const written = writtenIn(stage).get(path);
  for (const copy of copiesTo(stage, stages, path)) {
    if (written && copy.instruction.start < written.at.start) break;
    const found = yield* through(project, copy, path);
    if (found !== undefined) return found;
  }
  if (written) return heredocSource(path, '');
  const unpruned = unprunedPath(stage, path);
  if (unpruned !== undefined) return yield { stage, path: unpruned };
  for (const deployed of deployedIn(stage)) {
    if (!path.startsWith(`${deployed.out}/`)) continue;
    const root = yield { stage, path: posix.join(deployed.workspace, 'package.json') };
    const folder = deployedFolder(project, deployed, root);
    if (folder === undefined) return undefined;
    return yield { stage, path: posix.join(folder, path.slice(deployed.out.length)) };
  }
  const below = stage.base && (yield { stage: stage.base, path });
  return below !== undefined && isHeredoc(below) && !keepsWritten(stage, path) ? undefined : below;
}

function* through(project: Project, copy: Copy, path: string): Origin {
  for (const inside of pathsThrough(copy, path)) {
    const found = copy.stage
      ? yield { stage: copy.stage, path: posix.resolve('/', inside) }
      : inContext(project, inside);
    // `COPY schema.prisma prisma/` puts the file below the folder, which is no file itself.
    const isFolder = copy.destination === `${path}/`;
    if (found !== undefined && (!isFolder || project.files.isFolder(found))) return found;
  }
  return undefined;
}

/** A path of the image that a stage makes. */
interface StagePath {
  readonly stage: Stage;
  readonly path: string;
}

/** Stages that copy from stages: deeper than this, nobody looks. */
const deepest = 4;
/** More places than this at which a path may have been made tell nothing. */
const mostMakers = 1000;

/**
 * Where a path of an image may have been made: in the stages from which COPY --from may have taken
 * it, or in the stage itself where none did. Nowhere, where there are too many places to tell.
 *
 * @param path absolute, in the image of the stage
 */
export function makersOf(
  stage: Stage,
  stages: readonly Stage[],
  path: string,
): readonly StagePath[] {
  const found = new Map<string, StagePath>();
  const seen = new Set<string>();
  const look = (one: StagePath, depth: number): void => {
    const key = `${one.stage.index} ${one.path}`;
    if (seen.has(`${depth} ${key}`) || seen.size > mostMakers) return;
    seen.add(`${depth} ${key}`);
    const behind = depth < deepest ? makersBehind(one, stages) : [];
    if (behind.length === 0) found.set(key, one);
    for (const next of behind) look(next, depth + 1);
  };
  look({ stage, path }, 0);
  return seen.size > mostMakers ? [] : [...found.values()];
}

/** What the copies of a stage, and of those below it, may have put at a path. */
function makersBehind({ stage, path }: StagePath, stages: readonly Stage[]): StagePath[] {
  return chainOf(stage)
    .toReversed()
    .flatMap((one) =>
      copiesTo(one, stages, path)
        .toReversed()
        .flatMap((copy) => {
          const { stage: from } = copy;
          const inside = pathsThrough(copy, path).filter((it) => !isBelowFile(it, copy.sources));
          return from ? inside.map((it) => ({ stage: from, path: posix.resolve('/', it) })) : [];
        }),
    );
}

/** `package.json/main.js`: what is copied beside a file does not lie in it. */
function isBelowFile(path: string, sources: readonly string[]): boolean {
  return sources.some((source) => posix.extname(source) !== '' && path.startsWith(`${source}/`));
}

/** The source paths that a copy would put at a path, likeliest first. */
function pathsThrough(copy: Copy, path: string): string[] {
  const { sources } = copy;
  const folder = folderOfCopy(copy);
  const below =
    path === folder
      ? ''
      : path.startsWith(folder === '/' ? '/' : `${folder}/`)
        ? path.slice(folder === '/' ? 1 : folder.length + 1)
        : undefined;
  if (below === undefined) return [];
  const parents = copy.instruction.flags.some(({ name }) => name === 'parents');
  return sources.flatMap((source) => {
    if (parents) return withParents(source, below);
    const name = posix.basename(source);
    if (below !== '' && isMatch(name, below))
      return [posix.join(posix.dirname(source), below), posix.join(source, below)];
    return [posix.join(source, below)];
  });
}

/**
 * `COPY --parents packages/api/package.json ./` keeps the folders of what it copies, but for those before
 * a `/./` (docs.docker.com/reference/dockerfile/#copy---parents, 2026-11).
 */
function withParents(source: string, below: string): string[] {
  const pivot = source.lastIndexOf('/./') + 1;
  const kept = posix.normalize(source.slice(pivot));
  return isMatch(kept, below) || below.startsWith(`${kept}/`)
    ? [posix.join(source.slice(0, pivot), below)]
    : [];
}

function isMatch(pattern: string, name: string): boolean {
  return /[*?[]/.test(pattern) ? pathMatcher(pattern)(name) : pattern === name;
}

function inContext(project: Project, path: string): string | undefined {
  const full = isHeredoc(path) ? path : joinPath(project.context ?? '', path);
  return full !== undefined && project.files.has(full) ? full : undefined;
}
