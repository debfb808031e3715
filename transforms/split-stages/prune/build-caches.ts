import { posix } from 'node:path';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { type BuildCache, buildCache } from '../../../src/knowledge/npm/build-caches.js';
import { filesNamed, folderOf, type Manifest, type Project } from '../../../src/project/index.js';
import { programRuns } from '../program-runs.js';

/** A folder that a builder leaves for its next run. */
interface CacheFolder {
  /** In the image. */
  readonly path: string;
  /** The RUN that builds, by its place in the stage. */
  readonly index: number;
}

/**
 * The caches that the builds of a stage leave: often larger than what they build, and read by the
 * next build alone.
 */
export function buildCachesIn(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): readonly CacheFolder[] {
  const folders = programRuns(file, stage, project).flatMap(
    ({ program, args, folder, manifest, index }) => {
      const known = buildCache(program, args);
      return known &&
        manifest &&
        !known.unless.test(file.text) &&
        isWritten(known, manifest, project)
        ? [{ path: posix.join(folder, known.cache), index }]
        : [];
    },
  );
  return [...new Map(folders.map((one) => [one.path, one])).values()];
}

/** Whether this version writes one, and where it does by default. */
function isWritten(known: BuildCache, manifest: Manifest, { files }: Project): boolean {
  const { path, dependencies, devDependencies } = manifest;
  const range = dependencies.get(known.package) ?? devDependencies.get(known.package) ?? '';
  const major = Number(/^[~^=v]*(\d+)/.exec(range)?.[1]);
  const isMoved = filesNamed(files, folderOf(path), known.settings).some((one) =>
    known.moved.test(files.read(one) ?? ''),
  );
  return major >= known.since && major < known.before && !isMoved;
}
