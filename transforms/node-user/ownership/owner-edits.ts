import {
  fittingChain,
  lineAbove,
  lineBelow,
  topOf,
  type WrittenLine,
} from '../../../src/layout/index.js';
import {
  type Dockerfile,
  type Instruction,
  keywordSpan,
  type Stage,
  textAfter,
} from '../../../src/dockerfile/index.js';
import type { Account } from '../../../src/knowledge/images/accounts.js';
import { foldersTo, isWithin } from '../../../src/path-folders.js';
import { quoteWord } from '../../../src/shell/index.js';
import { insert } from '../../../src/transform.js';
import type { Ownership } from './index.js';
import { lastStep } from './user-line.js';
import { declaredVolumes } from '../volumes.js';

/** A COPY with `--chown` behind its other flags; `--link` knows no names (handbook A65). */
export function withOwner(
  file: Dockerfile,
  copy: Instruction,
  { id }: Pick<Account, 'id'>,
  owner: string,
): WrittenLine {
  const flag = copy.flags.at(-1);
  const { end: at } = flag ?? keywordSpan(copy);
  const link = copy.flags.some(({ name }) => name === 'link');
  const edit = insert(at, ` --chown=${link ? `${id}:${id}` : owner}`);
  return { text: textAfter(file.text, copy, [edit]), edit };
}

/**
 * `RUN mkdir -p … && chown node:node …` below the last step. What lies in a volume is given above
 * its VOLUME: the classic builder throws away what comes later (handbook A74).
 */
export function ownerRuns(
  file: Dockerfile,
  stage: Stage,
  own: Ownership,
  owner: string,
): WrittenLine[] {
  const last = lastStep(stage);
  const early = volumesAbove(stage, last);
  const done = new Set<string>();
  const above = early.flatMap(([volume, paths]) => {
    const here = own.given.filter(
      (one) => !done.has(one) && paths.some((path) => isWithin(one, path)),
    );
    for (const one of here) done.add(one);
    const text = runText(file, own, here, here, owner);
    if (text === undefined) return [];
    return [lineAbove(file, volume, text)];
  });
  const covered = (path: string): boolean => own.recursive && isWithin(path, own.folder);
  const given = own.given.filter((path) => !done.has(path) && !covered(path));
  const created = own.created.filter((path) => !done.has(path));
  const text = runText(file, own, created, given, owner, own.recursive);
  return text === undefined ? above : [...above, lineBelow(file, last, text)];
}

/** Each VOLUME above an instruction, with its paths. */
function volumesAbove(stage: Stage, last: Instruction): [Instruction, string[]][] {
  const found = new Map<Instruction, string[]>();
  for (const { instruction, path } of declaredVolumes(stage))
    if (stage.instructions.includes(instruction) && instruction.start < last.start)
      found.set(instruction, [...(found.get(instruction) ?? []), path]);
  return [...found];
}

function runText(
  file: Dockerfile,
  own: Ownership,
  created: readonly string[],
  given: readonly string[],
  owner: string,
  below = false,
): string | undefined {
  // `mkdir -p` makes those on the way as well.
  const onTheWay = new Set(created.flatMap((one) => foldersTo(one).slice(1)));
  const last = created.filter((one) => !onTheWay.has(one));
  const make = last.length > 0 ? [['mkdir', '-p', ...last.map(quoteWord)]] : [];
  const deep = given.filter((path) => own.filled.includes(path));
  const isBelow = (path: string): boolean =>
    deep.some((one) => one !== path && isWithin(path, one));
  const alone = given.filter((path) => !deep.includes(path) && !isBelow(path));
  const give = alone.length > 0 ? [['chown', owner, ...alone.map(quoteWord)]] : [];
  const giveAll =
    deep.length > 0
      ? [['chown', '-hR', owner, ...deep.filter((path) => !isBelow(path)).map(quoteWord)]]
      : [];
  const rest = below ? [giveBelow(own, owner)] : [];
  const commands = [...make, ...give, ...giveAll, ...rest];
  return commands.length === 0 ? undefined : fittingChain(file, 'RUN', commands);
}

/**
 * Gives away what lies in a folder and belongs to somebody else. `chown -R` would store
 * node_modules, and what a COPY gave already, a second time (handbook D12); nobody writes into
 * node_modules, which stays readable.
 */
function giveBelow({ folder, account }: Ownership, owner: string): string[] {
  const user = owner.startsWith(account.name) ? account.name : String(account.id);
  const chown = `-exec chown -h ${owner} {} +`;
  return ['find', quoteWord(folder), '-name node_modules', '-prune -o', `! -user ${user}`, chown];
}

/** The RUN that makes the user, above the first line that names it. */
export function creation(
  file: Dockerfile,
  stage: Stage,
  own: Ownership,
  owning: readonly WrittenLine[],
): WrittenLine | undefined {
  const { create } = own.account;
  if (create === undefined) return undefined;
  const commands = create.split(' && ').map((command) => command.split(' '));
  const text = fittingChain(file, 'RUN', commands);
  const last = lastStep(stage);
  const [first] = firstNaming(stage, last, own, owning);
  return first ? lineAbove(file, first, text) : lineBelow(file, last, text);
}

/** The instructions that name the user, or above which a RUN will, in the order of the file. */
function firstNaming(
  stage: Stage,
  last: Instruction,
  { copies }: Ownership,
  owning: readonly WrittenLine[],
): Instruction[] {
  const volumes = volumesAbove(stage, last)
    .map(([volume]) => volume)
    .filter((volume) => owning.some(({ edit }) => edit.start === topOf(volume)));
  return [...copies, ...volumes].toSorted((a, b) => a.start - b.start);
}
