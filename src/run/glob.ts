import { basename, dirname, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { isIgnored, layersAround } from './git-ignore.js';
import { isOtherName } from './dockerfile-names.js';

/** The files that a glob matches, in the order of their names; undefined when it is no glob. */
export function matchingFiles(pattern: string, cwd: string): string[] | undefined {
  if (!isDynamicPattern(pattern)) return undefined;
  const found = globSync(pattern, {
    cwd,
    absolute: true,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  return found
    .map((path) => resolve(path))
    .filter(isWanted)
    .toSorted();
}

function isWanted(path: string): boolean {
  return !isOtherName(basename(path)) && !isIgnored(layersAround(dirname(path)), path, false);
}
