import {
  environmentAt,
  finalEnvironment,
  flagValue,
  type Stage,
} from '../../src/dockerfile/index.js';
import { commandsOf, programOf } from '../../src/shell/index.js';
import type { Repeat } from './repeats.js';
import { createdUsers } from './users.js';

/**
 * Whose the application is where the container runs as another user than root: what the file says
 * by --chown or chown, else the user under which it was built. BuildKit would keep owners without
 * being told, other builders do not (handbook A69). Who owns the files of a container of root is
 * for node-user to decide.
 */
export function ownerOf(stage: Stage, repeats: readonly Repeat[]): string | undefined {
  const { user } = finalEnvironment(stage);
  if (user === undefined || /^(?:root|0)(?::|$)/.test(user)) return undefined;
  const created = createdUsers(stage, repeats);
  const told = [...flags(stage), ...changes(stage)].findLast((owner) => isOwner(owner, created));
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
  return instructions
    .filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
    .flatMap((one) => flagValue(one, 'chown') ?? []);
}

/** The owners that RUNs name to chown. */
function changes(stage: Stage): string[] {
  return stage.instructions.flatMap((one, index) => {
    const commands =
      one.keyword === 'RUN' ? (commandsOf(one, environmentAt(stage, index)) ?? []) : [];
    return commands
      .filter((command) => programOf(command) === 'chown')
      .flatMap(
        ({ words }) => words.slice(1).find(({ text }) => !text.startsWith('-'))?.value ?? [],
      );
  });
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
