import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { homeFolder } from './home-folder.js';

/**
 * A path in our folder among what this user's programs keep and can make again.
 *
 * @returns undefined where the user has no such place, or it is one that may have come with a repository
 */
export function cachePath(...names: readonly string[]): string | undefined {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const home = homeFolder();
  const base = xdg || (process.platform === 'win32' && local) || (home && join(home, '.cache'));
  return base && isOwn(base) ? join(base, 'slim-dockerfile', ...names) : undefined;
}

/**
 * Kept code is run as it is found. A service that runs tests may have its caches below the checkout
 * (`XDG_CACHE_HOME=$CI_PROJECT_DIR/.cache`), where files of the repository would be taken for ours.
 */
function isOwn(folder: string): boolean {
  return isAbsolute(folder) && !isBelowWorkingFolder(folder) && !isInRepository(folder);
}

function isBelowWorkingFolder(folder: string): boolean {
  try {
    return `${folder}${sep}`.startsWith(process.cwd() + sep);
  } catch {
    // The folder is gone, and what was in it.
    return false;
  }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  const above = dirname(folder);
  return above !== folder && isInRepository(above);
}
