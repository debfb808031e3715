import { lstatSync, type Stats, statSync } from 'node:fs';
import { systemReason, UserError } from '../user-error.js';

/**
 * What is at a path; undefined where nothing is.
 *
 * @param shown the path as the user wrote it
 * @throws UserError where that can't be told
 */
export function statsOf(path: string, shown: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${shown} can't be read: ${systemReason(error)}.`);
  }
}

/** Whether a symbolic link is at a path, wherever it leads. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
