import { groupedBy } from '../../../src/grouping.js';
import { foldersTo } from '../../../src/path-folders.js';
import type { Carried } from '../places/index.js';
import { isMatch, wildcard } from '../folders.js';
import type { ReadRun } from '../effects/run-steps.js';

/** A pattern whose paths a command of a RUN takes away. */
interface Clearing {
  readonly pattern: string;
  readonly read: ReadRun;
  /** The place of the command among those of its RUN. */
  readonly place: number;
}

/** Tells whether a later step takes a path away again. */
export function clearedBy(runs: readonly ReadRun[]): (one: Carried) => boolean {
  const all = runs.flatMap((read) =>
    read.effects.flatMap(({ clears = [] }, place) =>
      clears.map((pattern): Clearing => ({ pattern, read, place })),
    ),
  );
  // Patterns without wildcards are looked up: a file may have thousands of them.
  const globs = all.filter(({ pattern }) => wildcard.test(pattern));
  const plain = groupedBy(all, ({ pattern }) => pattern);
  return ({ path, at }) =>
    [...globs, ...foldersTo(path).flatMap((folder) => plain.get(folder) ?? [])].some(
      ({ pattern, read, place }) =>
        read.run.start >= at.start && place > lastFill(read, path) && isMatch(path, pattern),
    );
}

/** The place of the last command of a RUN that fills a path; -1 where none does. */
function lastFill({ effects }: ReadRun, path: string): number {
  return effects.findLastIndex(({ fills = [] }) => fills.includes(path));
}
