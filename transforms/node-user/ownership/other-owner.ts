import type { Instruction } from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { operandWords } from '../../../src/shell/index.js';
import { decline, type Declined } from '../../../src/transform.js';
import { isRoot } from '../account.js';
import type { Facts } from './file-facts.js';
import { type Step } from '../folders.js';
import { isWhollyGiven } from './given.js';
import type { Ownership } from './index.js';
import { commandsIn, pathsOf } from '../run-commands.js';

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
export function otherOwner(facts: Facts, own: Ownership): Declined | undefined {
  const { name, id } = own.account;
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
  const found = commandsIn(steps).filter(({ program }) => program === 'chown');
  return found.flatMap((chown) => {
    const [owner] = operandWords(chown.command);
    const user = userOf(owner?.value ?? owner?.text ?? '');
    if (user === '') return [];
    const { place } = chown;
    const { instruction } = steps[place] as Step;
    return pathsOf(chown, 1).map((path) => ({ instruction, place, user, path }));
  });
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
