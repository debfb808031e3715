import { posix } from 'node:path';
import { environmentAt, type Stage } from '../../../src/dockerfile/index.js';
import { groupedBy } from '../../../src/grouping.js';
import { rememberedFor } from '../../../src/memo.js';
import { foldersTo, isWithin, withoutSlash } from '../../../src/path-folders.js';
import { type Copy, fromContext, isIgnored, originThrough } from '../../../src/project/index.js';
import type { Facts } from './file-facts.js';
import { isOthers } from '../../../src/knowledge/system/folders.js';
import type { PlacedCopy, Step } from '../folders.js';
import { copiesForNode, isGiven } from './given.js';
import { RunTexts } from './run-texts.js';

/**
 * Whether a folder is node's in the end: a chown of the author's gave it, or a COPY for node
 * created it. A COPY into a folder that was there before leaves its owner alone (handbook A68).
 */
export function isOwned(facts: Facts, giving: readonly Copy[], path: string): boolean {
  const place = makerOf(facts, path);
  if (isGiven(facts.givenBefore, path, Math.max(place, 0))) return true;
  const maker = facts.copies.find((copy) => copy.place === place);
  // A folder of the system or of the image was there before, whoever fills it first.
  if (
    !maker ||
    isOthers(path) ||
    facts.steps[0]?.environment.workdir === path ||
    maker.step.stage !== facts.stage ||
    maker.instruction.flags.some(({ name }) => name === 'link')
  )
    return false;
  return (
    copiesForNode(maker.instruction, facts.account) ||
    giving.some(({ instruction }) => instruction === maker.instruction)
  );
}

/** The folders that were there before a COPY came into them, which leaves their owner alone (handbook A68). */
export function enteredBy(facts: Facts, copies: readonly PlacedCopy[]): readonly string[] {
  // Of thousands of copies most go to a few folders.
  const last = new Map(copies.map(({ destination, place }) => [destination, place]));
  return [...last].flatMap(([destination, place]) => {
    const maker = makerOf(facts, destination);
    return maker !== -1 && maker < place ? [destination] : [];
  });
}

/** The first step that makes a folder that was not there before, itself or one below it; -1 for none. */
function makerOf(facts: Facts, path: string): number {
  const { folders, unknown, runs, copies } = placesIn(facts);
  const filling = foldersTo(path).flatMap((folder) => copies.get(folder) ?? []);
  const found = [
    folders.get(path) ?? Infinity,
    unknown,
    runs.firstWith(path),
    ...filling.filter((copy) => brings(facts, copy, path)).map(({ place }) => place),
  ];
  const first = Math.min(...found);
  return first === Infinity ? -1 : first;
}

/** Where steps make folders: each folder asks for its first step, and there may be thousands of both. */
const placesIn = rememberedFor((facts: Facts) => {
  const { steps, made, copies } = facts;
  const folders = new Map<string, number>();
  const makes = (path: string, place: number): void => {
    for (const folder of foldersTo(withoutSlash(path)))
      folders.set(folder, Math.min(folders.get(folder) ?? Infinity, place));
  };
  for (const { path, place } of made) makes(path, place);
  for (const { destination, place } of copies) makes(destination, place);
  const entered = steps.map(workdirMade);
  for (const [place, folder] of entered.entries()) if (folder !== undefined) makes(folder, place);
  const unread = entered.findIndex(
    (folder, place) => folder === undefined && steps[place]?.instruction.keyword === 'WORKDIR',
  );
  return {
    folders,
    /** A WORKDIR that can't be told may make any folder. */
    unknown: unread === -1 ? Infinity : unread,
    runs: new RunTexts(steps),
    copies: groupedBy(copies, ({ destination }) => destination),
  };
});

/** The folder that a WORKDIR makes; undefined for one that can't be told, and for other steps. */
function workdirMade({ stage, index, instruction }: Step): string | undefined {
  return instruction.keyword === 'WORKDIR' ? environmentAt(stage, index + 1).workdir : undefined;
}

/** What a COPY brings has folders in it: WORKDIR finds them there. */
function brings({ project, stages }: Facts, copy: Copy, path: string): boolean {
  if (isWorkedIn(copy, path)) return true;
  const origin = originThrough(project, copy, stages, path);
  return origin !== undefined && !isIgnored(project, fromContext(project, origin));
}

/** Whether the stage that a COPY takes a folder from worked in the one that becomes a path. */
function isWorkedIn({ stage, sources, destination }: Copy, path: string): boolean {
  const [source, ...others] = sources;
  if (!stage || source === undefined || others.length > 0 || !isWithin(path, destination))
    return false;
  return enteredIn(stage).has(posix.join('/', source, path.slice(destination.length)));
}

/** The folders that a stage enters by WORKDIR. */
const enteredIn = rememberedFor(
  (stage: Stage): ReadonlySet<string | undefined> =>
    new Set(
      stage.instructions.flatMap(({ keyword }, index) =>
        keyword === 'WORKDIR' ? [environmentAt(stage, index + 1).workdir] : [],
      ),
    ),
);
