import { programDoes } from '../../../src/knowledge/program-traits.js';
import { type Dockerfile, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { isCopy, type Project } from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import { isRoot } from '../account.js';
import type { AuthorChown } from './index.js';
import { type Facts, factsOf } from '../ownership/file-facts.js';
import { isOwned } from '../ownership/folder-owner.js';
import { isOthers } from '../../../src/knowledge/system/folders.js';
import { type PlacedCopy, type Step } from '../folders.js';
import { placedCommands } from '../run-commands.js';
import { fills, givesAway } from './touching.js';
import { declaredVolumes } from '../volumes.js';

/** How a `chown -R` goes into the steps that made the files. */
export interface Fold {
  readonly chown: AuthorChown;
  /** As `--chown` takes it. */
  readonly owner: string;
  readonly copies: readonly PlacedCopy[];
  /** The RUN that makes files there: it ends in the chown. */
  readonly maker?: Step;
  /** Folders that no COPY creates, and that are given away alone. */
  readonly folders: readonly string[];
}

/** What is known of the files that a chown gives away. */
interface Given {
  readonly facts: Facts;
  readonly copies: readonly PlacedCopy[];
  readonly makers: readonly Step[];
}

/** Whether a chown stores files a second time: it comes after steps that made some. */
export function isCostly(file: Dockerfile, stage: Stage, project: Project, chown: AuthorChown) {
  const { copies, makers } = givenBy(file, stage, project, chown);
  return copies.length > 0 || makers.some((step) => !makesLittle(step));
}

const little = ['makesFolders', 'makesFiles', 'modes', 'links', 'removes', 'says'] as const;

/** Empty files and folders: what a layer holds of them twice is nothing. */
function makesLittle(step: Step): boolean {
  const commands = placedCommands(step);
  return (
    commands?.every(
      ({ command }) =>
        programDoes(programOf(command), ...little) ||
        (programDoes(programOf(command), 'looks') && command.writes.length === 0),
    ) === true
  );
}

/**
 * How `RUN chown -R` can be left out with the same result (handbook D12): the copies carry
 * `--chown`, and the one RUN that makes files gives them away itself, so that no layer stores
 * anything twice.
 *
 * @returns undefined where that would not be exact
 */
export function foldOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  chown: AuthorChown,
): Fold | undefined {
  const { facts, copies, makers } = givenBy(file, stage, project, chown);
  const [maker, second] = makers;
  const from = maker ? facts.steps.indexOf(maker) : -1;
  const later = copies.filter(({ place }) => place > from);
  const owner = ownerFor(chown, later);
  if (second || owner === undefined || copies.length + makers.length === 0) return undefined;
  if (!isFree(facts, chown) || !later.every((copy) => carries(copy, chown))) return undefined;
  const first = Math.min(maker ? from : chown.place, ...later.map(({ place }) => place));
  if ((maker && !runsAsRoot(maker)) || makesUsers(facts, first, chown)) return undefined;
  const own = maker
    ? { ...facts, givenBefore: [{ place: from, path: chown.path, recursive: true }] }
    : { ...facts, givenBefore: [] };
  if (isDivided(facts, chown, maker)) return undefined;
  const folders = foldersIn(facts, chown).filter((path) => !isOwned(own, later, path));
  return { chown, owner, copies: later, folders, ...(maker && { maker }) };
}

function givenBy(file: Dockerfile, stage: Stage, project: Project, chown: AuthorChown): Given {
  const [name = ''] = chown.owner.split(':');
  const id = /^\d+$/.test(name) ? Number(name) : Number.NaN;
  const facts = factsOf(file, stage, project, { name, id, home: '' });
  const copies = facts.copies.filter(
    ({ place, destination }) =>
      place < chown.place &&
      (isWithin(destination, chown.path) || isWithin(chown.path, destination)),
  );
  const makers = facts.steps.slice(0, chown.place).filter((step) => fills(step, chown.path));
  return { facts, copies, makers };
}

/** Whether the folder is the application's alone: nothing of the image or a volume lies there by then. */
function isFree({ stage, steps, copies }: Facts, { path, place, step: at }: AuthorChown): boolean {
  const known = /^(?:node|alpine|debian)$/.test(rootOf(stage).official ?? '');
  const readable = (step: Step): boolean =>
    !isCopy(step.instruction) || copies.some(({ instruction }) => instruction === step.instruction);
  return (
    known &&
    !isOthers(path) &&
    path !== '/home/node' &&
    steps.slice(0, place).every(readable) &&
    !declaredVolumes(stage).some(
      (one) =>
        one.instruction.start < at.instruction.start &&
        (isWithin(one.path, path) || isWithin(path, one.path)),
    )
  );
}

/** Whether a COPY can do what the chown does with its files; an archive is unpacked in its own way. */
function carries({ step, instruction, destination, sources }: PlacedCopy, chown: AuthorChown) {
  const plain = instruction.keyword === 'COPY' || sources.every((one) => /^[\w./-]*$/.test(one));
  const archive = /^https?:|\.(?:tar|tgz|gz|bz2|xz|zip)$/;
  return (
    step.stage === chown.step.stage &&
    isWithin(destination, chown.path) &&
    !instruction.flags.some(({ name }) => name === 'chown' || name === 'link') &&
    plain &&
    !(instruction.keyword === 'ADD' && sources.some((one) => archive.test(one)))
  );
}

/** A user alone leaves the group as it was, which is root's for files of the build context. */
function ownerFor({ owner }: AuthorChown, copies: readonly PlacedCopy[]): string | undefined {
  if (/^[\w-]+:[\w-]+$/.test(owner)) return owner;
  return /^[\w-]+$/.test(owner) && copies.every(({ stage }) => stage === undefined)
    ? `${owner}:root`
    : undefined;
}

/** Whether another chown divides the folder, so that the order decides who owns what. */
function isDivided({ steps }: Facts, { path, place }: AuthorChown, maker: Step | undefined) {
  return steps.slice(0, place).some((step) => step !== maker && givesAway(step, path));
}

function runsAsRoot({ environment: { user } }: Step): boolean {
  return user !== undefined && isRoot(user);
}

const userMaker =
  /\b(?:adduser|useradd|addgroup|groupadd|usermod|groupmod|deluser)\b|\/etc\/(?:passwd|group)\b/;

/** Whether the user may be made only after the first step that is to name him. */
function makesUsers({ steps }: Facts, first: number, { place }: AuthorChown): boolean {
  return steps
    .slice(first, place)
    .some(
      ({ instruction }) => instruction.keyword === 'RUN' && userMaker.test(instruction.argument),
    );
}

/** The folder itself and those below it that WORKDIR or mkdir made by then. */
function foldersIn({ steps, made }: Facts, { path, place }: AuthorChown): string[] {
  const worked = steps.slice(0, place + 1).map(({ environment }) => environment.workdir ?? '');
  const early = made.filter((one) => one.place < place).map((one) => one.path);
  const all = [path, ...worked, ...early];
  return [...new Set(all)].filter((one) => isWithin(one, path));
}
