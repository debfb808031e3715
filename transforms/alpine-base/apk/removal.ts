import type { Span } from '../../../src/edits.js';
import type { Chain, Link } from '../../../src/shell/index.js';

/** What is known of the members of a chain. */
interface Fates {
  /** It did something that always worked and needs no counterpart. */
  readonly goes: (link: Link) => boolean;
  /** It worked before and is left as it is or translated: its status is no surprise. */
  readonly sure: (link: Link) => boolean;
  /** Whether two offsets of the script stand on one line of the file. */
  readonly sameLine: (one: number, other: number) => boolean;
  /** The shell stops at the first command that fails. */
  readonly errexit: boolean;
}

/** How members leave a chain. */
interface Removal {
  readonly gone: readonly Span[];
  /** Members that have to stand there and become `true`. */
  readonly idle: readonly Link[];
  /** Nothing is left of the script. */
  readonly empty: boolean;
}

type Joined = Link & { readonly joint: NonNullable<Link['joint']> };

/**
 * Takes members out of a chain so that the others run as before: `a && gone && b` is `a && b`,
 * `gone || b` is nothing, and `a; gone` is `a; true` where the status of `a` had not counted.
 */
export function removal(chain: Chain, fates: Fates): Removal {
  if (!chain.links.some(fates.goes)) return { gone: [], idle: [], empty: false };
  const runs = runsOf(chain.links);
  const stay = runs.map((run) => staying(run, fates));
  const idle = new Set([
    ...stay.flatMap(({ idle: links }) => links),
    ...runs.slice(0, -1).flatMap((run, index) => exempted(run, stay[index]!, fates)),
    ...last(runs, stay, fates),
  ]);
  const kept = runs.map((run, index) =>
    run.filter((link) => stay[index]!.links.has(link) || idle.has(link)),
  );
  const empty = kept.every((links) => links.length === 0);
  if (empty && chain.whole) return { gone: chain.links, idle: [], empty };
  if (empty) {
    const [first, ...rest] = chain.links;
    return { gone: [...rest, ...jointsOf(rest)], idle: first ? [first] : [], empty: false };
  }
  const dead = chain.links.filter((link) => !kept.some((links) => links.includes(link)));
  const joints = [
    ...runs.flatMap((run, index) => deadJoints(run, kept[index]!, fates)),
    ...deadSeparators(chain, runs, kept, fates),
  ];
  return { gone: [...dead, ...joints], idle: [...idle], empty };
}

/** The parts between semicolons and line breaks. */
function runsOf(links: readonly Link[]): Link[][] {
  const runs: Link[][] = [];
  for (const link of links) {
    if (link.joint && /^[&|]{2}$/.test(link.joint.text)) runs.at(-1)?.push(link);
    else runs.push([link]);
  }
  return runs;
}

interface Staying {
  readonly links: ReadonlySet<Link>;
  readonly idle: readonly Link[];
}

function staying(run: readonly Link[], fates: Fates): Staying {
  const links = new Set<Link>();
  const idle: Link[] = [];
  for (let at = 0; at < run.length; at += 1) {
    const link = run[at] as Link;
    if (!fates.goes(link)) links.add(link);
    else if (links.size === 0 && idle.length === 0) {
      // What has worked in front of `||` keeps the rest from running.
      while (run[at + 1]?.joint?.text === '||') at += 1;
    } else if (link.joint?.text === '||') idle.push(link);
  }
  return { links, idle };
}

/** `set -e` does not stop at `a && gone` where a fails, but it would at `a` alone. */
function exempted(run: readonly Link[], { links }: Staying, { errexit, sure }: Fates): Link[] {
  const before = run.findLast((link) => links.has(link));
  const final = run.at(-1);
  if (!errexit || !before || !final || before === final || sure(before)) return [];
  return [final];
}

/** A last command that always worked had hidden the status of those before it. */
function last(runs: readonly Link[][], stay: readonly Staying[], { errexit, sure }: Fates): Link[] {
  const final = runs.at(-1);
  const index = stay.findLastIndex(({ links }) => links.size > 0);
  if (!final || index === -1 || index === runs.length - 1) return [];
  // With `set -e` a command that stands alone had stopped the script by itself.
  const stops = errexit && runs[index]!.length === 1;
  return stops || [...stay[index]!.links].every(sure) ? [] : [final[0]!];
}

function jointsOf(links: readonly Link[]): Span[] {
  return links.flatMap(({ joint }) => (joint && joint.text !== '\n' ? [joint] : []));
}

/**
 * Of the joints between two members that stay one does: the one that begins a line, that on the line
 * of the first, or the last.
 */
function deadJoints(run: readonly Link[], kept: readonly Link[], fates: Fates): Span[] {
  const living = new Set<Span>();
  for (const [index, link] of kept.slice(1).entries()) {
    const before = kept[index] as Link;
    const between = run.slice(run.indexOf(before) + 1, run.indexOf(link) + 1) as Joined[];
    living.add(oneOf(between, before, fates));
  }
  return run.slice(1).flatMap(({ joint }) => (joint && !living.has(joint) ? [joint] : []));
}

function oneOf(between: readonly Joined[], before: Link, { sameLine }: Fates): Span {
  const [first, final] = [between[0]!.joint, between.at(-1)!.joint];
  // One that begins its line goes with what follows it.
  const leads = !sameLine((between.at(-2) ?? before).end - 1, final.start);
  return !leads && first.text === final.text && sameLine(before.end - 1, first.start)
    ? first
    : final;
}

/** The same for what stands between the parts; what stood behind the last one stays one, too. */
function deadSeparators(
  { trailing }: Chain,
  runs: readonly Link[][],
  kept: readonly (readonly Link[])[],
  fates: Fates,
): Span[] {
  const living = new Set<Span>();
  const alive = kept.flatMap((links, index) => (links.length > 0 ? [index] : []));
  for (const [index, run] of alive.slice(1).entries()) {
    const before = alive[index]!;
    const between = runs.slice(before + 1, run + 1).map(([link]) => link as Joined);
    living.add(oneOf(between, kept[before]!.at(-1)!, fates));
  }
  const below = runs[(alive.at(-1) ?? 0) + 1]?.[0]?.joint;
  if (trailing && below) living.add(below);
  else if (trailing) living.add(trailing);
  const all = [...runs.slice(1).map(([link]) => link?.joint), trailing];
  return all.flatMap((joint) =>
    joint && joint.text !== '\n' && !living.has(joint) ? [joint] : [],
  );
}
