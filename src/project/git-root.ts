import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder at or above a folder that holds `.git`; a worktree's is a file. */
export function gitRootOf(folder: string): string | undefined {
  return foldersUpFrom(folder).find((candidate) => existsSync(join(candidate, '.git')));
}

/** A folder and all folders above it, nearest first. */
export function foldersUpFrom(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}
