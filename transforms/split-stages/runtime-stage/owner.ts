import { isCopy } from '../../../src/project/index.js';
import {
  environmentAt,
  finalEnvironment,
  flagValue,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isRootUser } from '../../../src/knowledge/system/users.js';
import { isWithin, withoutSlash } from '../../../src/path-folders.js';
import { operandWords, programOf, runsIn } from '../../../src/shell/index.js';
import type { Repeat } from '../plan/repeats.js';
import { createdUsers } from '../plan/users.js';

/**
 * Whose the application is where the container runs as another user than root: what the file says
 * by --chown or chown, else the user under which it was built. BuildKit would keep owners without
 * being told, other builders do not (handbook A69). Who owns the files of a container of root is
 * for node-user to decide.
 */
export function ownerOf(
  stage: Stage,
  root: string,
  repeats: readonly Repeat[],
): string | undefined {
  const { user } = finalEnvironment(stage);
  if (user === undefined || isRootUser(user)) return undefined;
  const created = createdUsers(stage, repeats);
  const told = [...flags(stage), ...changes(stage, root)].findLast((owner) =>
    isOwner(owner, created),
  );
  return told === undefined && !buildsAs(stage, user) ? undefined : withGroup(told ?? user);
}

/** Whether a user that is not root, and its group, are there in the runtime stage. */
function isOwner(owner: string, created: ReadonlySet<string>): boolean {
  const [user = '', group = user] = owner.split(':');
  return (
    (created.has(user) || /^(?:node|nobody|\d+)$/.test(user)) &&
    (created.has(group) || /^(?:root|node|nobody|nogroup|\d+)$/.test(group))
  );
}

function flags({ instructions }: Stage): string[] {
  return instructions.filter(isCopy).flatMap((one) => flagValue(one, 'chown') ?? []);
}

/** The owners to whom RUNs give the application's folder or something in it. */
function changes(stage: Stage, root: string): string[] {
  return runsIn(stage)
    .flatMap(({ commands = [] }) => commands)
    .filter((command) => programOf(command) === 'chown')
    .map(operandWords)
    .filter((words) => words.slice(1).some(({ value }) => mayBeIn(value, root)))
    .flatMap(([owner]) => owner?.value ?? []);
}

/** A relative path, or one that a variable names, may be the application's. */
function mayBeIn(path: string | undefined, root: string): boolean {
  return (
    path?.startsWith('/') !== true || isWithin(root, withoutSlash(path)) || isWithin(path, root)
  );
}

function buildsAs(stage: Stage, user: string): boolean {
  return stage.instructions.some(
    ({ keyword }, index) =>
      (keyword === 'RUN' || keyword === 'WORKDIR') && environmentAt(stage, index).user === user,
  );
}

function withGroup(owner: string): string {
  return owner === 'node' || owner === '1000' ? `${owner}:${owner}` : owner;
}
