import { loadersOf } from '../../../src/knowledge/npm/loaded-by-name.js';
import { isPlainTool } from '../../../src/knowledge/npm/plain-tools.js';
import type { Word } from '../../../src/shell/index.js';
import type { Deed, Effect, Part } from '../effects/effect.js';
import type { ReadRun } from '../effects/run-steps.js';

/** What decides which steps the runtime stage repeats. */
export interface Needs {
  /** Whether the container may start a program that the build installs. */
  readonly isNeeded: (name: string) => boolean;
  /** Whether the image has a program anyway. */
  readonly isInImage: (name: string) => boolean;
  /** The package managers, brought by the build, by which the runtime stage installs again. */
  readonly installers: ReadonlySet<string>;
}

/** What of a RUN the runtime stage needs. */
export interface Choice {
  readonly wanted: ReadonlySet<Effect>;
  /** Of these, what only other steps need, and not the container. */
  readonly support: ReadonlySet<Effect>;
  /** What words become in the runtime stage; an empty text drops one. */
  readonly instead: ReadonlyMap<Word, string>;
  /** Names of what stays in the builder. */
  readonly left: readonly string[];
  /** Of these, the tools that the image would have kept. */
  readonly tools: readonly string[];
}

/** Whether a RUN does any of these. */
export function has({ effects }: ReadRun, ...deeds: readonly Deed[]): boolean {
  return effects.some(({ does }) => deeds.includes(does));
}

/** The last RUN that may rest on anything that the RUNs above it install: their compilers, too. */
export function lastGuest(runs: readonly ReadRun[], { isNeeded }: Needs): number {
  return runs.findLastIndex(({ effects }) =>
    effects.some(
      ({ does, parts = [] }) =>
        does === 'anything' ||
        (does === 'globals' &&
          parts.some(({ name, word }) => word && !isPlainTool(name) && isNeeded(name))),
    ),
  );
}

/** Whether a RUN works on the application or with its files. */
export function usesApplication(run: ReadRun): boolean {
  return has(run, 'files', 'dependencies', 'build');
}

/**
 * Chooses what of a RUN the runtime stage needs: packages, but not the tools that only compile;
 * programs that the container starts; changes of the system.
 *
 * @param whole whether a later step may rest on anything that this one leaves
 * @param later the packages that a later RUN takes away again
 */
export function choiceIn(
  run: ReadRun,
  whole: boolean,
  needs: Needs,
  later: ReadonlySet<string>,
): Choice {
  const { effects } = run;
  const removed = new Set(removedBy(run));
  const wanted = new Set(effects.filter(({ does }) => does === 'anything' || does === 'system'));
  const support = new Set<Effect>();
  const isLeftHere = (effect: Effect, part: Part): boolean =>
    !whole && isLeft(effect, part, needs) && !isInstaller(effect, part, needs);
  for (const effect of effects) {
    const { does, parts = [] } = effect;
    if (does !== 'globals' || parts.every((part) => isLeftHere(effect, part))) continue;
    wanted.add(effect);
    if (parts.every((part) => isLeft(effect, part, needs))) support.add(effect);
  }
  // What a RUN takes away again the container never had, but other steps beside it may use it.
  const plain = wanted.size === 0 && !has(run, 'sources');
  const instead = new Map<Word, string>();
  const [left, tools]: [string[], string[]] = [[], []];
  for (const effect of effects) {
    const { does, parts = [], names = [] } = effect;
    if (does !== 'packages' && does !== 'globals') continue;
    const isGone = (part: Part): boolean =>
      (plain && [part.name, ...names].some((name) => removed.has(name))) ||
      (!whole && [part.name, ...names].some((name) => later.has(name)));
    const away = parts.filter((part) => isGone(part) || isLeftHere(effect, part));
    for (const { word } of away) if (word) instead.set(word, '');
    for (const part of parts)
      if (part.word && part.instead && !away.includes(part) && !whole)
        instead.set(part.word, part.instead);
    left.push(...away.map(({ name }) => name), ...(away.length === parts.length ? names : []));
    tools.push(
      ...away.filter((part) => does === 'packages' && !isGone(part)).map(({ name }) => name),
    );
    if (does === 'packages' && (parts.length === 0 || parts.length > away.length))
      wanted.add(effect);
  }
  return { wanted, support, instead, left, tools };
}

function removedBy({ effects }: ReadRun): string[] {
  return effects.flatMap(({ does, names = [] }) => (does === 'cleaning' ? names : []));
}

/** The packages that RUNs after another take away, before any step that is done again could use them. */
export function takenAway(runs: readonly ReadRun[], index: number): ReadonlySet<string> {
  const after = runs.slice(index + 1);
  const user = after.findIndex((run) => has(run, 'anything', 'globals', 'sources', 'system'));
  return new Set((user === -1 ? after : after.slice(0, user)).flatMap(removedBy));
}

function isLeft({ does }: Effect, { name, word, instead }: Part, needs: Needs): boolean {
  if (does === 'packages') return instead === '' && !needs.isNeeded(name);
  // corepack puts another yarn in the place of the image's.
  const brought = needs.isInImage(name) && word !== undefined;
  const loaders = loadersOf(name);
  return brought || ![name, ...loaders].some((one) => needs.isNeeded(one));
}

function isInstaller({ does }: Effect, { name }: Part, { installers }: Needs): boolean {
  return does === 'globals' && installers.has(name);
}

/** The package managers by which the chosen steps install, but for those of the image. */
export function installersIn(
  choices: readonly Choice[],
  { isInImage }: Pick<Needs, 'isInImage'>,
): ReadonlySet<string> {
  const all = choices.flatMap(({ wanted }) => [...wanted].flatMap(({ by }) => by ?? []));
  return new Set(all.filter((name) => !isInImage(name)));
}

/**
 * Adds what the chosen steps rest on: package lists, sources of packages, and the cleaning up
 * behind them.
 */
export function withSupport(
  runs: readonly ReadRun[],
  choices: readonly Choice[],
): readonly Choice[] {
  const installs = choices.map(({ wanted }) => [...wanted].some(({ does }) => does === 'packages'));
  const last = installs.lastIndexOf(true);
  const needsLists = runs.some((run, index) => installs[index] && !has(run, 'lists'));
  return choices.map((choice, index) => {
    const run = runs[index] as ReadRun;
    const own = installs[index] || [...choice.wanted].some(({ does }) => does === 'anything');
    const supports = ({ does, names = [] }: Effect): boolean => {
      if (does === 'sources') return index <= last;
      if (does === 'lists') return own || (needsLists && index <= last);
      if (does !== 'cleaning' || choice.wanted.size === 0) return false;
      return (
        names.length === 0 || names.some((name) => !choice.left.includes(name) && isKept(run, name))
      );
    };
    return { ...choice, wanted: new Set([...choice.wanted, ...run.effects.filter(supports)]) };
  });
}

/** Whether a package, or a group of them, is installed by a RUN. */
function isKept({ effects }: ReadRun, name: string): boolean {
  return effects.some(
    ({ does, parts = [], names = [] }) =>
      does === 'packages' && (names.includes(name) || parts.some((part) => part.name === name)),
  );
}

/** A folder that a later step removes again is not made in the first place. */
export function withoutGone(
  runs: readonly ReadRun[],
  choices: readonly Choice[],
): readonly Choice[] {
  const later = new Set<string>();
  const gone = new Set<Effect>();
  for (const effect of runs.flatMap(({ effects }) => effects).toReversed()) {
    const { does, operands = [], clears = [] } = effect;
    if (does === 'system' && operands.length > 0 && operands.every(({ path }) => later.has(path)))
      gone.add(effect);
    for (const path of clears) later.add(path);
  }
  return choices.map((choice) => ({
    ...choice,
    wanted: new Set([...choice.wanted].filter((effect) => !gone.has(effect))),
  }));
}
