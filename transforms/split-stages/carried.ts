import type { Instruction, Stage } from '../../src/dockerfile/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { usesApplication } from './choices.js';
import { isScratch, isWithin } from './folders.js';
import { type Carried, isCarriable, type Places } from './places.js';
import type { ReadRun } from './run-steps.js';

/**
 * The files and folders outside the application's own that the runtime stage copies from the
 * builder (handbook B.3, B28): what COPY puts there, and what RUNs make of files or fetch.
 *
 * @param isRepeated whether the runtime stage runs a RUN again as it stands
 * @param texts what may name a temporary file that the container uses
 */
export function carriedOf(
  { root, carried, scratch }: Places,
  runs: readonly ReadRun[],
  isRepeated: (run: Instruction) => boolean,
  texts: readonly string[],
): readonly Carried[] | Declined {
  const uses = runs.flatMap(({ effects }) => effects.flatMap(({ uses: paths = [] }) => paths));
  const isUsed = (path: string): boolean =>
    texts.some((text) => text.includes(path)) || uses.some((use) => isWithin(use, path));
  const made = runs.flatMap((read) => (isRepeated(read.run) ? [] : madeBy(read, isUsed)));
  const all = [
    ...carried.filter((one) => !isEmpty(one, runs) || isUsed(one.path)),
    ...scratch.filter(({ path }) => isUsed(path)),
    ...made,
  ];
  const owned = all.map((one) => withOwner(one, runs));
  const left = owned.filter((one) => !isWithin(one.path, root) && !isCleared(one, runs));
  const lost = left.find(({ path }) => !isCarriable(path));
  return lost ? tooWide(lost, root) : outermost(left);
}

/** Whether a path is but a folder in which no step does anything to files. */
function isEmpty({ at, path }: Carried, runs: readonly ReadRun[]): boolean {
  return (
    at.keyword === 'WORKDIR' &&
    !runs.some(
      (run) => run.workdir !== undefined && isWithin(run.workdir, path) && usesApplication(run),
    )
  );
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
  return user === undefined || /^(?:root|0)(?::|$)/.test(user) ? {} : { owner: user };
}

/** Whose a path is by a chown that names it. */
function withOwner(one: Carried, runs: readonly ReadRun[]): Carried {
  const given = runs
    .flatMap(({ effects }) => effects)
    .findLast(
      ({ owner, operands = [] }) =>
        owner !== undefined && operands.some(({ path }) => isWithin(one.path, path)),
    )?.owner;
  return given === undefined ? one : { ...one, owner: given };
}

/** Whether a later step takes a path away again. */
function isCleared({ path, at }: Carried, runs: readonly ReadRun[]): boolean {
  return runs
    .filter(({ run }) => run.start >= at.start)
    .some(({ effects }) => {
      const filled = effects.findLastIndex(({ fills = [] }) => fills.includes(path));
      return effects
        .slice(filled + 1)
        .some(({ clears = [] }) => clears.some((pattern) => isMatch(path, pattern)));
    });
}

/** Whether a path, or a folder above it, is what a pattern of the shell names. */
function isMatch(path: string, pattern: string): boolean {
  const parts = path.split('/');
  return pattern.split('/').every((part, index) => {
    const [start = '', ...rest] = part.split(/[*?[]/);
    const name = parts[index];
    if (rest.length === 0 || name === undefined) return name === part;
    return name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
  });
}

/** What lies in a folder that goes along goes with it; the last step on a path says when. */
function outermost(all: readonly Carried[]): readonly Carried[] {
  const byPath = new Map<string, Carried>();
  for (const one of all.toSorted((a, b) => a.at.start - b.at.start)) byPath.set(one.path, one);
  const paths = [...byPath.keys()];
  return [...byPath.values()].filter(
    ({ path }) => !paths.some((other) => other !== path && isWithin(path, other)),
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
