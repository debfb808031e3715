import {
  type Dockerfile,
  type Instruction,
  mountsOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { isCopy, type Project } from '../../../src/project/index.js';
import { type Command, commandsOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Effect, Site } from './effect.js';
import { type Piece, piecesOf } from './excerpt.js';
import type { Places } from '../places/index.js';
import { type Step, stepsIn } from './run-reader.js';
import { siteOf } from './site.js';
import { service } from './system-tools.js';

/** A RUN with what it does. */
export interface ReadRun {
  readonly run: Instruction;
  readonly steps: readonly Step[];
  readonly effects: readonly Effect[];
  /** Undefined where it is no plain list of commands. */
  readonly pieces: () => readonly Piece[] | undefined;
  readonly user: string | undefined;
  /** The folder in which it begins. */
  readonly workdir: string | undefined;
  /** Whether the build context is in the image already. */
  readonly afterCopy: boolean;
  readonly obstacle: Declined | undefined;
}

const advice =
  "Keep what the container needs below the application's folder, or split this file by hand.";

/** Reads every RUN of a stage. */
export function readRuns(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  places: Pick<Places, 'root' | 'carried'>,
): readonly ReadRun[] {
  const firstCopy = stage.instructions.findIndex(isCopy);
  return stage.instructions.flatMap((run, index) => {
    if (run.keyword !== 'RUN') return [];
    const afterCopy = firstCopy !== -1 && firstCopy < index;
    return [readRun(file, run, siteOf(file, stage, index, project, places), afterCopy)];
  });
}

function readRun(file: Dockerfile, run: Instruction, site: Site, afterCopy: boolean): ReadRun {
  const { user, workdir } = site.environment;
  const commands = commandsOf(run, site.environment);
  if (!commands || redirectsGroup(run)) {
    const pieces = (): undefined => undefined;
    return { run, steps: [], effects: [], pieces, user, workdir, afterCopy, obstacle: unread(run) };
  }
  const steps = withService(stepsIn(commands, site), run, commands);
  const effects = steps.flatMap((step) => step.effects);
  const problem = effects.find(({ does }) => does === 'obstacle');
  const obstacle = mountObstacle(run, site.root) ?? (problem && obstacleOf(run, problem));
  const pieces = (): readonly Piece[] | undefined => piecesOf(file, run, commands);
  return { run, steps, effects, pieces, user, workdir, afterCopy, obstacle };
}

/** The redirection of a group belongs to no single command. */
function redirectsGroup({ json, argument }: Instruction): boolean {
  return !json && argument.includes('>') && /(?:[)}]|\bdone|\bfi)\s*\d*>/.test(argument);
}

/** A finding on what can't be told of a step. */
export function obstacleOf(run: Instruction, { rule, why }: Effect): Declined {
  return decline(`split-stages/${rule}`, run, why ?? '', advice);
}

function unread(run: Instruction): Declined {
  const because = "This RUN can't be read as plain shell, so nothing is known of what it does.";
  return decline('split-stages/unread-run', run, because);
}

/** A lone `&` may stand anywhere in a RUN, groups included. */
function withService(
  steps: readonly Step[],
  { json, argument }: Instruction,
  [first]: readonly Command[],
): readonly Step[] {
  // Most RUNs have no other & than those of &&.
  if (json || !first || !/(?<!&)&(?!&)|\\/.test(argument)) return steps;
  const bare = argument.replace(/'[^']*'|"[^"]*"|\\./g, '');
  return /(?<![&<>|\d])&(?![&>\d])/.test(bare)
    ? [...steps, { command: first, effects: [service] }]
    : steps;
}

/** Files in a cache mount are in no layer (handbook A72); caches of build tools are not missed. */
function mountObstacle(run: Instruction, root: string): Declined | undefined {
  const inside = mountsOf(run).find(({ type, target = '' }) => {
    if (type !== 'cache' && type !== 'tmpfs') return false;
    const isToolCache =
      /(?:^|\/)(?:\.?cache|\.npm|\.nx|\.parcel-cache|\.pnpm-store|\.turbo)(?:\/|$)/.test(target);
    return !isToolCache && (!target.startsWith('/') || isWithin(target, root));
  });
  return (
    inside &&
    decline(
      'split-stages/cache-mount-output',
      run,
      "A cache mount lies in the application's folder; what it holds is in no layer.",
      "Mount the package manager's cache instead, such as /root/.npm.",
    )
  );
}
