import {
  type Environment,
  environmentAt,
  type Instruction,
  type Stage,
} from '../dockerfile/index.js';
import { rememberedFor } from '../memo.js';
import { commandsOf } from './commands.js';
import type { Command } from './command.js';

/** A RUN of a stage. */
export interface StageRun {
  readonly run: Instruction;
  /** Its place among the instructions of the stage. */
  readonly index: number;
  /** What is in force there. */
  readonly environment: Environment;
  /** Absent where they can't be read. */
  readonly commands?: readonly Command[];
}

/** The RUNs of a stage itself, in order, with their commands. */
export const runsIn = rememberedFor((stage: Stage): readonly StageRun[] =>
  stage.instructions.flatMap((run, index) => {
    if (run.keyword !== 'RUN') return [];
    const environment = environmentAt(stage, index);
    const commands = commandsOf(run, environment);
    return [{ run, index, environment, ...(commands && { commands }) }];
  }),
);
