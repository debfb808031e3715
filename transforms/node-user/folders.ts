import {
  chainOf,
  type Environment,
  environmentAt,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../src/dockerfile/index.js';
import { isOthers } from '../../src/knowledge/system/folders.js';
import { rememberedFor, rememberedForBoth } from '../../src/memo.js';
import { isWithin, withoutSlash } from '../../src/path-folders.js';
import { type Copy, copyAt, isCopy } from '../../src/project/index.js';

/** An instruction of a stage or of one below it, with what is in force there. */
export interface Step {
  readonly stage: Stage;
  readonly index: number;
  readonly instruction: Instruction;
  readonly environment: Environment;
}

/** Everything that makes the file system of a stage, from the outermost base on. */
export const stepsOf = rememberedFor((stage: Stage): readonly Step[] =>
  stage.base ? chainOf(stage).flatMap(ownSteps) : ownSteps(stage),
);

function ownSteps(stage: Stage): Step[] {
  return stage.instructions.map((instruction, index) => ({
    stage,
    index,
    instruction,
    environment: environmentAt(stage, index),
  }));
}

/** A COPY or ADD with the step that it is. */
export interface PlacedCopy extends Copy {
  readonly step: Step;
  /** The index of the step. */
  readonly place: number;
}

/** The copies of a stage and of those below it, with their places; unreadable ones are left out. */
export const copiesIn = rememberedForBoth(
  (stage: Stage, stages: readonly Stage[]): readonly PlacedCopy[] =>
    stepsOf(stage).flatMap((step, place) => {
      if (!isCopy(step.instruction)) return [];
      const copy = copyAt(step.stage, step.index, stages);
      return copy ? [{ step, place, ...copy, destination: withoutSlash(copy.destination) }] : [];
    }),
);

/**
 * The folder of the application: the working directory, or the one above it that a COPY fills
 * (`COPY . /app`, then `WORKDIR /app/server`).
 */
export function appFolder(stage: Stage, stages: readonly Stage[]): string {
  const { workdir = '/' } = finalEnvironment(stage);
  const above = copiesIn(stage, stages)
    .map(({ destination }) => destination)
    .filter((path) => isWithin(workdir, path) && !isOthers(path));
  return above.reduce((top, path) => (path.length < top.length ? path : top), workdir);
}
