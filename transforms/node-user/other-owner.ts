import type { Dockerfile, Instruction, Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { programOf } from '../../src/shell/index.js';
import { decline, type Declined } from '../../src/transform.js';
import { isRoot } from './account.js';
import { type Facts, factsOf } from './file-facts.js';
import { isWithin } from './folders.js';
import { isWhollyGiven } from './given.js';
import type { Ownership } from './ownership.js';
import { pathsOf, placedCommands } from './run-commands.js';

/** Something of the author's that gives files to somebody. */
interface Gift {
  readonly instruction: Instruction;
  readonly place: number;
  /** As it is written: a name, a number or a variable. */
  readonly user: string;
  readonly path: string;
}

/**
 * Files of the application that the author gave to somebody who is not the one to run it: root could
 * write there all the same, another user can't (handbook D.3, D12).
 */
export function otherOwner(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  own: Ownership,
): Declined | undefined {
  const { name, id } = own.account;
  const facts = factsOf(file, stage, project, own.account);
  const ours = [own.folder, ...own.outside].filter((path) => path !== '/');
  const other = [...chowns(facts), ...copies(facts)].find(
    ({ place, path, user }) =>
      user !== name &&
      user !== String(id) &&
      ours.some((one) => isWithin(one, path) || isWithin(path, one)) &&
      !isWhollyGiven(facts.givenBefore, path, place + 1),
  );
  return other && declined(other, name);
}

function declined({ instruction, user, path }: Gift, name: string): Declined {
  const advice = isRoot(user)
    ? `Leave the owner out here, and ${name} gets what it has to write.`
    : `Add USER ${user} above CMD, or give it to ${name} here.`;
  const because = `This gives ${path} to ${user}, and ${name} could not write there.`;
  return decline('node-user/other-user', instruction, because, advice);
}

/** What the RUNs give away; `chown :group` leaves the user as it was. */
function chowns({ steps }: Facts): Gift[] {
  return steps.flatMap((step, place) =>
    (placedCommands(step) ?? []).flatMap((placed) => {
      const { command } = placed;
      const owner = command.words.slice(1).find(({ text }) => !text.startsWith('-'));
      const user = userOf(owner?.value ?? owner?.text ?? '');
      if (programOf(command) !== 'chown' || user === '') return [];
      return pathsOf(placed, 1).map((path) => ({
        instruction: step.instruction,
        place,
        user,
        path,
      }));
    }),
  );
}

/** A COPY that names root is no oversight: certificates, for example, are to be read only. */
function copies({ copies: all }: Facts): Gift[] {
  return all.flatMap(({ instruction, place, destination: path }) =>
    instruction.flags.flatMap(({ name, value = '' }) =>
      name === 'chown' && !isRoot(userOf(value))
        ? [{ instruction, place, user: userOf(value), path }]
        : [],
    ),
  );
}

function userOf(owner: string): string {
  return owner.replace(/:[^}]*$/, '');
}
