import { programDoes } from '../../../src/knowledge/program-traits.js';
import { finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { commandsOf, programOf } from '../../../src/shell/index.js';
import { environmentAt } from '../../../src/dockerfile/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Repeat } from './repeats.js';

/** Users that every official node image has, and numbers, which need no name. */
const always = /^(?:root|node|nobody|\d+)(?::(?:root|node|\d+))?$/;
/** Whether an owner as chown takes it needs nobody to make a user. */
export function isInEveryImage(owner: string): boolean {
  return always.test(owner);
}

function isCreator(program: string | undefined): boolean {
  return programDoes(program, 'users') && !programDoes(program, 'removesUsers');
}

/** The user of the container must be in the runtime stage, too (handbook A62, A63, B27). */
export function otherUser(stage: Stage, repeats: readonly Repeat[]): Declined | undefined {
  const { user } = finalEnvironment(stage);
  if (user !== undefined && always.test(user)) return undefined;
  const created = createdUsers(stage, repeats);
  if (user?.split(':').every((name) => created.has(name) || always.test(name))) return undefined;
  return decline(
    'split-stages/other-user',
    stage.from,
    `The image runs as ${user ?? 'a user that a variable names'}, whom the runtime stage would not have.`,
    'Use the user node of the image.',
  );
}

/** The names that repeated RUNs give to programs that make users and groups. */
export function createdUsers(stage: Stage, repeats: readonly Repeat[]): ReadonlySet<string> {
  const words = repeats.flatMap(({ run }) => {
    const commands = commandsOf(run, environmentAt(stage, stage.instructions.indexOf(run))) ?? [];
    return commands
      .filter((command) => isCreator(programOf(command)))
      .flatMap((command) => command.words.slice(1).flatMap(({ value }) => value ?? []));
  });
  return new Set(words.filter((word) => !word.startsWith('-')));
}
