import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { systemReason, UserError } from '../user-error.js';
import { type Found, searchFolder } from './search.js';
import { isLink, statsOf } from './stats.js';

/** Standard input among the paths. */
export const standardInput = '-';

/** A file to rewrite; one that the user named has to be a Dockerfile. */
export interface Candidate extends Found {
  readonly named: boolean;
}

type Target =
  | { readonly kind: 'folder' | 'file'; readonly path: string }
  | { readonly kind: 'files'; readonly paths: readonly string[] };

/**
 * The files that paths, folders and globs stand for, in their order. All arguments are checked
 * before the first file is yielded; folders are searched when their turn comes.
 *
 * @throws UserError when a path does not exist or can't be read, or a glob matches nothing
 */
export async function candidatesOf(
  paths: readonly string[],
  cwd: string,
): Promise<Iterable<Candidate>> {
  const targets: Target[] = [];
  for (const path of paths) targets.push(await targetOf(path, cwd));
  return expanded(targets);
}

function* expanded(targets: readonly Target[]): Iterable<Candidate> {
  for (const target of targets) {
    if (target.kind === 'file') yield { path: target.path, named: true };
    else for (const found of filesOf(target)) yield { ...found, named: false };
  }
}

function filesOf(target: Exclude<Target, { kind: 'file' }>): Iterable<Found> {
  return 'path' in target ? searchFolder(target.path) : target.paths.map((path) => ({ path }));
}

async function targetOf(argument: string, cwd: string): Promise<Target> {
  if (argument === standardInput) return { kind: 'file', path: standardInput };
  const path = resolve(cwd, argument);
  const stats = statsOf(path, argument);
  if (!stats) return globOf(argument, cwd, path);
  if (stats.isDirectory()) return { kind: 'folder', path };
  if (!stats.isFile())
    throw new UserError(
      `${argument} is no regular file.`,
      'Use - to read a Dockerfile from standard input.',
    );
  return { kind: 'file', path: readable(path, argument) };
}

async function globOf(argument: string, cwd: string, path: string): Promise<Target> {
  const { matchingFiles } = await import('./glob.js');
  const paths = matchingFiles(argument, cwd);
  if (paths === undefined) throw missing(argument, path);
  if (paths.length === 0) throw new UserError(`No file matches ${argument}.`);
  return { kind: 'files', paths };
}

function missing(argument: string, path: string): UserError {
  if (isLink(path))
    return new UserError(`${argument} is a symbolic link to a file that does not exist.`);
  return new UserError(`${argument} does not exist.`);
}

function readable(path: string, argument: string): string {
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch (error) {
    throw new UserError(`${argument} can't be read: ${systemReason(error)}.`);
  }
}
