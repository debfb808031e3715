import type { Instruction, Stage } from '../../../src/dockerfile/index.js';
import { foldersTo, isWithin } from '../../../src/path-folders.js';
import { type Declined, decline } from '../../../src/transform.js';
import { usesApplication } from './choices.js';
import { clearedBy } from './clearing.js';
import { isScratch } from '../../../src/knowledge/system/folders.js';
import { isRootUser } from '../../../src/knowledge/system/users.js';
import { isMatch } from '../folders.js';
import { type Carried, isCarriable, type Places } from '../places/index.js';
import type { ReadRun } from '../effects/run-steps.js';
import { isInEveryImage } from './users.js';

/**
 * The files and folders outside the application's own that the runtime stage copies from the
 * builder (handbook B.3, B28): what COPY puts there, and what RUNs make of files or fetch.
 *
 * @param isRepeated whether the runtime stage runs a RUN again as it stands
 * @param texts tells what may name a temporary file that the container uses
 */
export function carriedOf(
  { root, carried, scratch }: Places,
  runs: readonly ReadRun[],
  isRepeated: (run: Instruction) => boolean,
  texts: () => readonly string[],
): readonly Carried[] | Declined {
  const uses = runs.flatMap(({ effects }) => effects.flatMap(({ uses: paths = [] }) => paths));
  const used = new Set(uses.flatMap(foldersTo));
  const isUsed = (path: string): boolean =>
    used.has(path) || texts().some((text) => text.includes(path));
  const worked = new Set(runs.filter(usesApplication).flatMap(({ workdir }) => foldersIn(workdir)));
  const isEmpty = ({ at, path }: Carried): boolean => at.keyword === 'WORKDIR' && !worked.has(path);
  const made = runs.flatMap((read) => (isRepeated(read.run) ? [] : madeBy(read, isUsed)));
  const all = [
    ...carried.filter((one) => !isEmpty(one) || isUsed(one.path)),
    ...scratch.filter(({ path }) => isUsed(path)),
    ...made,
  ];
  const owners = ownersIn(runs);
  const isCleared = clearedBy(runs);
  const owned = all.map((one) => withOwner(one, owners));
  const left = owned.filter((one) => !isWithin(one.path, root) && !isCleared(one));
  const lost = left.find(({ path }) => !isCarriable(path));
  return lost ? tooWide(lost, root) : outermost(left);
}

function foldersIn(workdir: string | undefined): string[] {
  return workdir === undefined ? [] : foldersTo(workdir);
}

/** What a RUN fills; temporary files count where they are put on purpose or used. */
function madeBy(read: ReadRun, isUsed: (path: string) => boolean): Carried[] {
  return read.effects.flatMap(({ does, fills = [] }) =>
    fills
      .filter((path) => does === 'files' || !isScratch(path) || isUsed(path))
      .map((path) => ({ path, at: read.run, ...ownerOfRun(read) })),
  );
}

function ownerOfRun({ user }: ReadRun): { owner?: string } {
  return user === undefined || isRootUser(user) ? {} : { owner: user };
}

/** Whose a path is by the last chown that names it or a folder above it. */
function withOwner(one: Carried, owners: ReadonlyMap<string, Given>): Carried {
  const given = foldersTo(one.path).flatMap((folder) => owners.get(folder) ?? []);
  if (given.length === 0) return one;
  const { owner } = given.reduce((a, b) => (b.order > a.order ? b : a));
  return { ...one, owner };
}

/** What a chown gives to somebody. */
interface Given {
  readonly owner: string;
  readonly order: number;
}

/** The last owner that a chown gives each path; one that a RUN makes may not be there yet (handbook A63). */
function ownersIn(runs: readonly ReadRun[]): ReadonlyMap<string, Given> {
  const effects = runs.flatMap((run) => run.effects);
  return new Map(
    effects.flatMap(({ given }, order) =>
      given && isInEveryImage(given.owner)
        ? given.paths.map((path) => [path, { owner: given.owner, order }] as const)
        : [],
    ),
  );
}

/** What lies in a folder that goes along goes with it; the last step on a path says when. */
function outermost(all: readonly Carried[]): readonly Carried[] {
  const byPath = new Map<string, Carried>();
  for (const one of all.toSorted((a, b) => a.at.start - b.at.start)) byPath.set(one.path, one);
  return [...byPath.values()].filter(
    ({ path }) => !foldersTo(path).some((other) => other !== path && byPath.has(other)),
  );
}

/** A step that takes the application's folder itself away leaves nothing to copy. */
export function removedRoot(
  root: string,
  stage: Stage,
  runs: readonly ReadRun[],
): Declined | undefined {
  const last = stage.instructions.findLast(({ keyword }) => /^(?:COPY|ADD|WORKDIR)$/.test(keyword));
  const remover = runs
    .filter(({ run }) => run.start > (last?.start ?? 0))
    .find(({ effects }) =>
      effects.some(({ clears = [] }) => clears.some((pattern) => isMatch(root, pattern))),
    );
  return (
    remover &&
    decline(
      'split-stages/app-root',
      remover.run,
      `This RUN removes ${root}, which would be copied to the runtime stage.`,
      'Build in another folder, and let WORKDIR name the one that the container needs.',
    )
  );
}

function tooWide({ at, path }: Carried, root: string): Declined {
  return decline(
    'split-stages/outside-state',
    at,
    `This ${at.keyword} puts files into ${path}, outside ${root}.`,
    "Keep what the container needs below the application's folder, or split this file by hand.",
  );
}
