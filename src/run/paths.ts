import { realpathSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { isWithin, repositoryRoot, slashed } from '../project/disk-project.js';
import { gitRootOf } from '../project/git-root.js';

/** A path as messages tell it: from the working directory, or whole where that is shorter. */
export function shownPath(path: string, cwd: string): string {
  const fromHere = relative(cwd, path) || '.';
  return slashed(fromHere.length <= path.length ? fromHere : path);
}

/**
 * A path as `git apply` takes it: from the root of the repository in which the user stands, else
 * from the working directory; for a file elsewhere, from the root of its own repository. Git
 * patches no symbolic links, so a linked file goes by its real name.
 */
export function patchPath(path: string, cwd: string): string {
  const real = realPath(path);
  const folder = dirname(real);
  const roots = [gitRootOf(cwd), cwd, gitRootOf(folder), folder];
  const root = roots.find((candidate) => candidate !== undefined && isWithin(real, candidate));
  return slashed(relative(root ?? folder, real));
}

/** The file behind symbolic links; the path itself where there is none. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Whether a link leads to a place that is neither in its repository nor below the working directory. */
export function leavesProject(path: string, cwd: string): boolean {
  const real = realPath(path);
  if (real === path) return false;
  const roots = [cwd, repositoryRoot(dirname(path))].map(realPath);
  return !roots.some((root) => isWithin(real, root));
}
