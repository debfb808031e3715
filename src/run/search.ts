import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../user-error.js';
import { isDockerfileName } from './dockerfile-names.js';
import { type IgnoreLayers, isIgnored, layersAbove, withLayer } from './git-ignore.js';

/** A place that a search came upon: a Dockerfile, or a folder that it could not look into. */
export interface Found {
  readonly path: string;
  readonly problem?: string;
}

const skippedFolders = new Set(['node_modules', '.git']);

/**
 * Searches a folder for Dockerfiles, in the order of their names. Symbolic links to folders are not
 * followed, as git does not, so that no search goes in circles.
 */
export function searchFolder(folder: string): Iterable<Found> {
  return below(folder, layersAbove(folder));
}

function* below(folder: string, above: IgnoreLayers): Iterable<Found> {
  const entries = entriesOf(folder);
  if (typeof entries === 'string') return yield { path: folder, problem: entries };
  const layers = withLayer(above, folder);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !isIgnored(layers, path, true))
        yield* below(path, layers);
    } else if (
      isDockerfileName(entry.name) &&
      isFile(entry, path) &&
      !isIgnored(layers, path, false)
    )
      yield { path };
  }
}

/** A broken link counts as a file, so that reading it tells what is wrong. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

function entriesOf(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted(byName);
  } catch (error) {
    return systemReason(error);
  }
}

/** By code units: the same on every machine, whatever its language. */
function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}
