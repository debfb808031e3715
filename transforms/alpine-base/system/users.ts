import { programDoes } from '../../../src/knowledge/program-traits.js';
import { pm2Owner } from '../../../src/command/index.js';
import { expand, flagValue, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { environmentAt } from '../../../src/dockerfile/index.js';
import { debianOnlyGroup, debianOnlyUser } from '../../../src/knowledge/system/users.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Move } from '../move.js';

/** A user or a group of Debian's that Alpine does not have, in `chown www-data x`. */
export function userObstacle(
  move: Move,
  at: Instruction,
  program: string,
  words: readonly string[],
): Declined | undefined {
  if (!programDoes(program, 'namesUsers')) return undefined;
  const group = program === 'chgrp' || program === 'addgroup';
  return firstMissing(
    move,
    at,
    words.map((word) => (group ? `:${word}` : word)),
  );
}

/** The same in USER and `--chown`. */
export function instructionUserObstacle(move: Move, stage: Stage): Declined | undefined {
  for (const [index, one] of stage.instructions.entries()) {
    const text = one.keyword === 'USER' ? one.argument : flagValue(one, 'chown');
    const value =
      text === undefined
        ? undefined
        : expand(text, environmentAt(stage, index).scope.variable, one.escape);
    const obstacle = value === undefined ? undefined : firstMissing(move, one, [value]);
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** Alpine has the group with the number 82, and leaves the user to packages (asked of Alpine 3.20). */
const byHand =
  'Use the user node, or set the base image yourself and make it there, RUN adduser -S -D -H -u 82 -G www-data www-data: on Debian it has the number 33.';

/** The user or group that a line of pm2's file names. */
export function pm2Obstacle(move: Move, at: Instruction, text: string): Declined | undefined {
  const [, setting, name = ''] = pm2Owner.exec(text) ?? [];
  return firstMissing(move, at, [setting === 'gid' ? `:${name}` : name]);
}

function firstMissing(
  { target }: Move,
  at: Instruction,
  owners: readonly string[],
): Declined | undefined {
  if (target !== 'alpine') return undefined;
  const name = owners
    .map((owner) => owner.split(':'))
    .flatMap(([user = '', group = '']) => [
      debianOnlyUser(user) && user,
      debianOnlyGroup(group) && group,
    ])
    .find(Boolean);
  if (name === undefined || name === false) return undefined;
  return decline(
    'alpine-base/missing-user',
    at,
    `Alpine has no ${name}, which Debian brings.`,
    name === 'www-data' ? byHand : 'Use the user node, or make this one yourself.',
  );
}
