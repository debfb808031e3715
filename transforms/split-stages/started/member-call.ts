import { posix } from 'node:path';
import {
  type Manifest,
  type Project,
  workspaceAbove,
  workspaceOf,
} from '../../../src/project/index.js';

/**
 * `yarn workspace api start`: the folder of the package that a call names, and the call without it.
 *
 * @param root the package.json that counts for the folder of the call
 */
export function memberCall(
  project: Project,
  root: Manifest | undefined,
  folder: string,
  words: readonly string[],
): { folder: string; words: readonly string[] } | undefined {
  const at = words.findIndex((one) => /^(?:-w|--workspace|--filter|-F|workspace)(?:=|$)/.test(one));
  const inline = /=(.*)/.exec(words[at] ?? '')?.[1];
  const name = inline ?? words[at + 1];
  const members = root && (workspaceOf(project, root) ?? workspaceAbove(project, root))?.members;
  const base = root?.path.replace(/\/?package\.json$/, '') ?? '';
  const found = members?.find(
    (one) => one.name === name || one.path === posix.join(base, name ?? '', 'package.json'),
  );
  if (at === -1 || !found) return undefined;
  const end = at + (inline === undefined ? 2 : 1);
  const below = posix.relative(base, posix.dirname(found.path));
  return {
    folder: posix.join(folder, below),
    words: [...words.slice(0, at), ...words.slice(end)],
  };
}
