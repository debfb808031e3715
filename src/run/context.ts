import { resolve } from 'node:path';
import { UserError } from '../user-error.js';
import { statsOf } from './stats.js';

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
