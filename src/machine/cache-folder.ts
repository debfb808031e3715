import { join } from 'node:path';
import { homeFolder } from './home-folder.js';

/**
 * A path in our folder among what this user's programs keep and can make again.
 *
 * @returns undefined where the user has no such place
 */
export function cachePath(...names: readonly string[]): string | undefined {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const home = homeFolder();
  const base = xdg || (process.platform === 'win32' && local) || (home && join(home, '.cache'));
  return base ? join(base, 'slim-dockerfile', ...names) : undefined;
}
