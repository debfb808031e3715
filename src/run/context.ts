import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../user-error.js';
import { statsOf } from './stats.js';

/** Why the build context that a configuration names can't be used, if it can't. */
export function contextProblem(folder: string): string | undefined {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return `"context" of the configuration leads to ${folder}, which is no folder.`;
}

/**
 * The build context that the user names.
 *
 * @throws UserError when it is no folder
 */
export function folderAt(argument: string, cwd: string): string {
  const path = resolve(cwd, argument);
  const stats = statsOf(path, `--context ${argument}`);
  if (stats?.isDirectory()) return path;
  throw new UserError(
    `--context ${argument}: ${stats ? 'that is no folder' : 'that folder does not exist'}.`,
    'Name the folder that docker build gets, such as --context . or --context services/api.',
  );
}
