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
    if (here.length === 0) return [];
    const commands = [...making(here), ...giving(here, own, owner)];
    return [lineAbove(file, volume, fittingChain(file, 'RUN', commands))];
  });
  const covered = (path: string): boolean => own.recursive && isWithin(path, own.folder);
  const given = own.given.filter((path) => !done.has(path) && !covered(path));
  const created = own.created.filter((path) => !done.has(path));
  const commands = [
    ...making(created),
    ...giving(given, own, owner),
    ...(own.recursive ? [giveBelow(own, owner)] : []),
  ];
  if (commands.length === 0) return above;
  return [...above, lineBelow(file, last, fittingChain(file, 'RUN', commands))];
}

/** Each VOLUME above an instruction, with its paths. */
function volumesAbove(stage: Stage, last: Instruction): [Instruction, string[]][] {
  const found = new Map<Instruction, string[]>();
  for (const { instruction, path } of declaredVolumes(stage))
    if (stage.instructions.includes(instruction) && instruction.start < last.start)
      found.set(instruction, [...(found.get(instruction) ?? []), path]);
  return [...found];
}

/** `mkdir -p` makes folders with those on the way. */
function making(folders: readonly string[]): string[][] {
  const onTheWay = new Set(folders.flatMap((one) => foldersTo(one).slice(1)));
  const last = folders.filter((one) => !onTheWay.has(one));
  return last.length > 0 ? [['mkdir', '-p', ...last.map(quoteWord)]] : [];
}

/** Gives paths to an owner, those that are filled with all that lies in them. */
function giving(paths: readonly string[], { filled }: Ownership, owner: string): string[][] {
  const deep = paths.filter((path) => filled.includes(path));
  const isBelow = (path: string): boolean =>
    deep.some((one) => one !== path && isWithin(path, one));
  const outer = (some: readonly string[]) => some.filter((path) => !isBelow(path)).map(quoteWord);
  const alone = outer(paths.filter((path) => !deep.includes(path)));
  return [
    ...(alone.length > 0 ? [['chown', owner, ...alone]] : []),
    ...(deep.length > 0 ? [['chown', '-hR', owner, ...outer(deep)]] : []),
  ];
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
