import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's programs keep what they can make again: ours has a folder of its own there. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const base = xdg || (process.platform === 'win32' && local) || join(homedir(), '.cache');
  return join(base, 'slim-dockerfile');
}
