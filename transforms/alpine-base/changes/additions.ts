import {
  chainOf,
  type Dockerfile,
  environmentAt,
  isRootAt,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { type Edit } from '../../../src/edits.js';
import { chainText, instructionText, lineBelow } from '../../../src/layout/index.js';
import { change, type Change, type Declined, insert } from '../../../src/transform.js';
import { broughtBy } from '../../../src/knowledge/system/alpine-packages.js';
import { apkInstall, aptInstall } from '../../../src/packages/index.js';
import { temporaryPackages } from './build-packages.js';
import type { Installation, Need, Rewording } from '../demands.js';
import type { Target } from '../move.js';

/** What is in the way of a need that only the stage itself can meet: something it installs, or not. */
export function unmet(one: Need, rewordings: readonly Rewording[]): Declined | undefined {
  return one.otherwise && missing(one, rewordings).length > 0 ? one.otherwise : undefined;
}

/** The packages of a need that no `apk add` above it in its stage, or in one below that, installs. */
function missing(
  { packages, stage, at, inContainer, otherwise }: Need,
  rewordings: readonly Rewording[],
): string[] {
  const chain = chainOf(stage);
  const above = rewordings.filter(
    (one) =>
      chain.includes(one.stage) &&
      (inContainer || one.at.start <= at.start) &&
      (otherwise !== undefined || one.at === at || !one.installs?.unsure),
  );
  const there = above.flatMap((one) => [
    ...(one.installs?.packages ?? []),
    ...(one.at === at ? (one.installs?.passing ?? []) : []),
  ]);
  return withoutCovered(packages, there);
}

/** The packages that neither others among them nor those that are there bring. */
function withoutCovered(packages: readonly string[], there: readonly string[] = []): string[] {
  const all = [...packages, ...there];
  // Debian's counterpart of build-base, which slim gets from apt.
  const named = all.map((name) => (name === 'build-essential' ? 'build-base' : name));
  const covered = new Set([...there, ...named.flatMap(broughtBy)]);
  return [...new Set(packages)].filter((name) => !covered.has(name));
}

/** What a stage gets, and the first line that needs any of it. */
interface Addition {
  readonly stage: Stage;
  readonly packages: readonly string[];
  readonly needs: readonly Need[];
}

/** The packages to add, by the stage to which they go. */
function additionsOf(needs: readonly Need[], rewordings: readonly Rewording[]): Addition[] {
  const open = needs.filter(
    (one) => !one.otherwise && !one.during && missing(one, rewordings).length > 0,
  );
  const places = new Set(open.map(({ stage }) => placeFor(stage)));
  const found: Addition[] = [];
  for (const stage of [...places].toSorted((a, b) => a.index - b.index)) {
    const own = open.filter((one) => placeFor(one.stage) === stage);
    const below = found.filter((one) => stage !== one.stage && chainOf(stage).includes(one.stage));
    const there = new Set(below.flatMap(({ packages }) => packages));
    const lacking = own
      .flatMap((one) => missing(one, rewordings))
      .filter((name) => !there.has(name));
    const packages = withoutCovered(lacking).toSorted();
    if (packages.length > 0) found.push({ stage, packages, needs: own });
  }
  return found;
}

/** The stage whose first line root runs: packages are added above its own steps. */
function placeFor(stage: Stage): Stage {
  let place = stage;
  while (place.base && environmentAt(place, 0).user !== undefined && !isRootAt(place, 0))
    place = place.base;
  return place;
}

/** How the packages of a move come into the file: into an `apk add` that is there, or a new one. */
export interface Additions {
  /** Edits of instructions that other changes reword, to be made together with theirs. */
  readonly edits: readonly Edit[];
  readonly changes: readonly Change[];
  /** Steps that get what they need for as long as they run. */
  readonly rewordings: readonly Rewording[];
}

/**
 * Writes what stages need: behind the packages of a reworded `apk add` that stands above the need,
 * else as one RUN right below FROM, where root runs it and every step finds them.
 */
export function additions(
  file: Dockerfile,
  needs: readonly Need[],
  rewordings: readonly Rewording[],
  target: Target = 'alpine',
): Additions {
  const edits: Edit[] = [];
  const changes: Change[] = [];
  for (const addition of additionsOf(needs, rewordings)) {
    const into = firstInstall(addition, rewordings);
    if (into)
      edits.push(
        insert(
          into.end ?? 0,
          addition.packages.map((name) => `${into.separator ?? ' '}${name}`).join(''),
        ),
      );
    changes.push(into ? told(addition, target, [], []) : newRun(file, addition, target));
  }
  const open = (one: Need) => missing(one, rewordings);
  return { edits, changes, rewordings: temporaryPackages(file, needs, open) };
}

/** The first `apk add` of a stage that takes more packages, where it stands above every need. */
function firstInstall(
  { stage, needs }: Addition,
  rewordings: readonly Rewording[],
): Installation | undefined {
  const first = rewordings
    .filter((one) => one.stage === stage && one.installs?.end !== undefined)
    .toSorted((a, b) => a.at.start - b.at.start)[0];
  const above = needs.every(
    (one) => one.inContainer || (one.stage === stage && isAbove(one, first)),
  );
  return above ? first?.installs : undefined;
}

/** Whether an `apk add` is done before what needs its packages: in a RUN above, or earlier in the same. */
function isAbove({ at, from }: Need, install: Rewording | undefined): boolean {
  if (!install || install.at.start > at.start) return false;
  return install.at !== at || (from !== undefined && (install.installs?.end ?? from) < from);
}

function newRun(file: Dockerfile, addition: Addition, target: Target): Change {
  const { packages, stage } = addition;
  const text =
    target === 'alpine'
      ? instructionText(file, 'RUN', apkInstall(packages))
      : chainText(file, 'RUN', aptInstall(packages));
  return told(addition, target, [lineBelow(file, stage.from, text).edit], [text]);
}

function told(
  { packages, needs }: Addition,
  target: Target,
  edits: readonly Edit[],
  writes: readonly string[],
): Change {
  const [first] = needs as [Need];
  const reasons = needs.filter(
    (one, index) =>
      !needs.slice(0, index).some((other) => other.at === one.at && includesAll(other, one)),
  );
  return change(
    target === 'alpine' ? 'alpine-base/added-packages' : 'alpine-base/slim-packages',
    first.at,
    `${target === 'alpine' ? 'Alpine' : 'The slim image'} gets ${packages.join(', ')}: ${[...new Set(reasons.map(({ because }) => because))].join('; ')}.`,
    edits,
    { writes },
  );
}

function includesAll({ packages }: Need, other: Need): boolean {
  return other.packages.every((name) => packages.includes(name));
}
