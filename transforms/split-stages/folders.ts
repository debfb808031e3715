import { posix } from 'node:path';
import { isShared, isSystem } from '../../src/knowledge/system/folders.js';

/** Paths that go into a COPY as they are; anything else would need quoting. */
const plain = /^\/[\w./@+-]+$/;
/** Whether a path can stand in a COPY as it is. */
export function isPlain(path: string): boolean {
  return plain.test(path);
}

/** The outermost folder above a path that one application may call its own. */
export function ownFolder(path: string): string | undefined {
  if (isShared(path) || isSystem(path)) return undefined;
  return ownFolder(posix.dirname(path)) ?? path;
}

/** The innermost folder that holds all the paths. */
export function ancestor(paths: readonly string[]): string {
  return paths.reduce((a, b) => {
    const [left, right] = [a.split('/'), b.split('/')];
    const end = left.findIndex((part, index) => part !== right[index]);
    return (end === -1 ? left : left.slice(0, end)).join('/') || '/';
  });
}

/** What stands for more than itself in a pattern of the shell. */
export const wildcard = /[*?[]/;

/** Whether a path, or a folder above it, is what a pattern of the shell names. */
export function isMatch(path: string, pattern: string): boolean {
  const parts = path.split('/');
  return pattern.split('/').every((part, index) => {
    const [start = '', ...rest] = part.split(wildcard);
    const name = parts[index];
    if (rest.length === 0 || name === undefined) return name === part;
    return name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
  });
}
