import { posix } from 'node:path';

/**
 * A path and the folders above it, the root last: what may hold it. Looking these up takes the place
 * of asking thousands of folders, one by one, whether a path lies in them.
 *
 * @param path absolute
 */
export function foldersTo(path: string): string[] {
  const found = [path];
  for (let one = path, above = posix.dirname(one); above !== one; above = posix.dirname(one)) {
    found.push(above);
    one = above;
  }
  return found;
}

/** A path without the slashes at its end, but for the root itself. */
export function withoutSlash(path: string): string {
  // Few paths end in one, and a pattern takes its time.
  return path.endsWith('/') ? path.replace(/(.)\/+$/, '$1') : path;
}

/** Whether a path of an image is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '/' || path.startsWith(`${folder}/`);
}
