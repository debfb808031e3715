import type { Instruction } from '../../../src/dockerfile/index.js';
import type { Account } from '../../../src/knowledge/images/accounts.js';
import { isWithin } from '../../../src/path-folders.js';
import { operandWords } from '../../../src/shell/index.js';
import { type Step } from '../folders.js';
import { commandsIn, pathsOf } from '../run-commands.js';

/** Whether an owner as chown takes it is an account, by name or number, whatever the group. */
function isAccount(owner: string, { name, id }: Account): boolean {
  const [user] = owner.split(':');
  return user === name || user === String(id);
}

/** A chown of the author's that gives something to the account. */
export interface Given {
  readonly place: number;
  readonly path: string;
  readonly recursive: boolean;
}

/** What the RUNs of a stage give to node already. */
export function givenBefore(steps: readonly Step[], account: Account): Given[] {
  const chowns = commandsIn(steps).filter(({ program }) => program === 'chown');
  return chowns.flatMap((chown) => {
    const [owner] = operandWords(chown.command);
    if (!isAccount(owner?.value ?? '', account)) return [];
    const recursive = chown.command.words.some(({ text }) =>
      /^(?:-\w*R\w*|--recursive)$/.test(text),
    );
    return pathsOf(chown, 1).map((path) => ({ place: chown.place, path, recursive }));
  });
}

/** Whether a path that a step makes is given to node by that step or a later one. */
export function isGiven(given: readonly Given[], path: string, place: number): boolean {
  return given.some(
    (one) =>
      one.place >= place && (one.path === path || (one.recursive && isWithin(path, one.path))),
  );
}

/** Whether everything below a path that a step makes is given to node by a later one. */
export function isWhollyGiven(given: readonly Given[], path: string, place: number): boolean {
  return given.some((one) => one.recursive && one.place >= place && isWithin(path, one.path));
}

/** Whether a COPY gives what it copies to node. */
export function copiesForNode({ flags }: Instruction, account: Account): boolean {
  return flags.some(({ name, value = '' }) => name === 'chown' && isAccount(value, account));
}
