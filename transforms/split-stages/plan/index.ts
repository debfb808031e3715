import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { onDemand } from '../../../src/memo.js';
import { isWithin } from '../../../src/path-folders.js';
import type { Project } from '../../../src/project/index.js';
import type { Declined, Options } from '../../../src/transform.js';
import { carriedOf, removedRoot } from './carried.js';
import {
  type Choice,
  choiceIn,
  has,
  installersIn,
  lastGuest,
  type Needs,
  takenAway,
  usesApplication,
  withoutGone,
  withSupport,
} from './choices.js';
import { isMatch } from '../folders.js';
import type { Carried, Places } from '../places/index.js';
import { isInImage, neededPrograms } from './programs.js';
import { startedTexts } from '../started/texts.js';
import { type Repeat, repeatOf } from './repeats.js';
import { type ReadRun, readRuns } from '../effects/run-steps.js';

/**
 * What goes where, as far as the RUNs of a stage decide. Of most files nothing is asked but whether
 * there is anything to leave behind; all else is computed when somebody asks.
 */
export interface Plan {
  /** Something is made out of the sources (handbook B21). */
  readonly builds: boolean;
  /** Whether a step installs packages of the application, or may. */
  readonly installs: boolean;
  /** Tools that only a build needs stay in the builder (handbook B23). */
  readonly toolchain: boolean;
  /** A RUN whose compilers the runtime stage has again, because the container may need them. */
  readonly compilers: Instruction | undefined;
  /** RUNs that the runtime stage has again, in their order (handbook B24 to B27). */
  readonly repeats: readonly Repeat[];
  /** Files and folders outside the application's own that it copies. */
  readonly carried: readonly Carried[];
  /** The first step that may matter at run time in a way that can't be told. */
  readonly obstacle: Declined | undefined;
}

/** What a RUN that could not be told says where it builds. */
const buildWords = /\b(?:build|bundle|compile|dist|prod|production|tsc|webpack)\b/;

/** Decides what of a stage's steps the runtime stage needs, and how it gets it. */
export function planOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  places: Places,
): Plan {
  const runs = readRuns(file, stage, project, places);
  const chosen = onDemand(() => {
    const installed = {
      globals: installedIn(runs, 'globals'),
      packages: installedIn(runs, 'packages'),
    };
    const isNeeded = neededPrograms(file, stage, project, options, installed);
    const needs = { isNeeded, isInImage: (name: string) => isInImage(name, stage) };
    return choicesOf(runs, needs);
  });
  const moves = onDemand(() => {
    const texts = onDemand(() => startedTexts(file, stage, project));
    return movesOf(file, stage, runs, chosen(), places, texts);
  });
  return new PlanOfRuns(runs, chosen, moves);
}

class PlanOfRuns implements Plan {
  constructor(
    private readonly runs: readonly ReadRun[],
    private readonly chosen: () => readonly Choice[],
    private readonly moves: () => Moves,
  ) {}

  get builds(): boolean {
    return this.runs.some(
      (run) => has(run, 'build') || (run.obstacle && buildWords.test(run.run.argument)),
    );
  }

  get installs(): boolean {
    return this.runs.some((run) => run.obstacle || has(run, 'dependencies', 'anything'));
  }

  get toolchain(): boolean {
    return (
      this.runs.some((run) => has(run, 'packages')) &&
      this.chosen().some(({ tools }) => tools.length > 0)
    );
  }

  get compilers(): Instruction | undefined {
    return this.moves().compilers;
  }

  get repeats(): readonly Repeat[] {
    return this.moves().repeats;
  }

  get carried(): readonly Carried[] {
    return this.moves().carried;
  }

  get obstacle(): Declined | undefined {
    return this.moves().obstacle;
  }
}

/** What of each RUN the runtime stage needs, with the package managers that install it there. */
function choicesOf(runs: readonly ReadRun[], needs: Omit<Needs, 'installers'>): readonly Choice[] {
  const choose = (installers: ReadonlySet<string>): readonly Choice[] => {
    const all = { ...needs, installers };
    const last = lastGuest(runs, all);
    return runs.map((run, index) => choiceIn(run, index <= last, all, takenAway(runs, index)));
  };
  const choices = choose(new Set());
  const installers = installersIn(choices, needs);
  return installers.size === 0 ? choices : choose(installers);
}

/** The names of what the RUNs install by a package manager, the system's or another one. */
function installedIn(runs: readonly ReadRun[], deed: 'packages' | 'globals'): string[] {
  return runs.flatMap(({ effects }) =>
    effects.flatMap(({ does, parts = [] }) => (does === deed ? parts.map(({ name }) => name) : [])),
  );
}

/** How the runtime stage gets what it needs. */
type Moves = Pick<Plan, 'compilers' | 'repeats' | 'carried' | 'obstacle'>;

function movesOf(
  file: Dockerfile,
  stage: Stage,
  runs: readonly ReadRun[],
  chosen: readonly Choice[],
  places: Places,
  texts: () => readonly string[],
): Moves {
  const choices = withSupport(runs, withoutGone(runs, chosen));
  const carry = (repeated: readonly Instruction[]): readonly Carried[] | Declined =>
    carriedOf(places, runs, (run) => repeated.includes(run), texts);
  const kept = onDemand(() => {
    const fetched = runs.filter((run, index) => choices[index]!.wanted.size > 0 && isAlone(run));
    return carry(fetched.map(({ run }) => run));
  });
  const goesAlong = (path: string): boolean => {
    const all = kept();
    return (
      isWithin(path, places.root) || (isList(all) && all.some((one) => isWithin(path, one.path)))
    );
  };
  const again = onDemand(() => madeAgain(runs).filter((path) => !goesAlong(path)));
  const isCarried = (path: string): boolean => {
    if (goesAlong(path)) return true;
    const all = kept();
    // A folder above what goes along is made by the copy, which may come too late for what is made in it again.
    return (
      isList(all) &&
      all.some((one) => isMatch(one.path, path)) &&
      !again().some((one) => one !== path && isWithin(one, path))
    );
  };
  const repeats = runs.map((run, index) => repeatOf(file, run, choices[index]!, isCarried));
  const whole = repeats.flatMap((one) =>
    one && 'run' in one && one.text === undefined ? one.run : [],
  );
  const carried = carry(whole);
  return {
    compilers: runs.find((run, index) => keepsCompilers(run, choices[index]!))?.run,
    repeats: repeats.flatMap((one) => (one && 'run' in one ? one : [])),
    carried: isList(carried) ? carried : [],
    obstacle:
      runs.find((run) => run.obstacle)?.obstacle ??
      removedRoot(places.root, stage, runs) ??
      repeats.find((one) => one !== undefined && 'outcome' in one) ??
      (isList(carried) ? undefined : carried),
  };
}

/** The paths of what the runtime stage makes once more, if it repeats the commands. */
function madeAgain(runs: readonly ReadRun[]): string[] {
  return runs.flatMap(({ effects }) =>
    effects
      .filter(({ does }) => does === 'system')
      .flatMap(({ operands = [], into }) => [
        ...operands.map(({ path }) => path),
        ...(into === undefined ? [] : [into]),
      ]),
  );
}

/** Whether packages that only compile stay among those that a RUN installs for the container. */
function keepsCompilers({ effects }: ReadRun, { wanted, left }: Choice): boolean {
  return effects.some(
    (effect) =>
      effect.does === 'packages' &&
      wanted.has(effect) &&
      effect.parts?.some(({ name, instead }) => instead === '' && !left.includes(name)),
  );
}

/** Whether a RUN is repeated as it stands, with what it fetches. */
function isAlone(run: ReadRun): boolean {
  return !usesApplication(run) && has(run, 'anything', 'globals', 'packages', 'sources');
}

function isList(value: readonly Carried[] | Declined): value is readonly Carried[] {
  return Array.isArray(value);
}
