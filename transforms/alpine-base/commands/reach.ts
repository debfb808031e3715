import { posix } from 'node:path';
import { environmentAt, type Stage } from '../../../src/dockerfile/index.js';
import { rememberedForBoth } from '../../../src/memo.js';
import type { Project } from '../../../src/project/index.js';
import {
  type Command,
  commandsOf,
  heredocRun,
  type HeredocRun,
  isPosixShell,
  scriptOf,
} from '../../../src/shell/index.js';
import { folderAt, placeIn, walked } from '../../../src/steps/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Caller, isDeclined, type Reached, type Surroundings, withShell } from '../move.js';
import { managerCommands } from './npm-scripts.js';
import { scriptCommands, textCommands } from './shell-scripts.js';
import { taskCommands } from './task-files.js';
import { wrappedCommands } from './wrappers.js';

/** Everything that commands run, down into scripts and what scripts start. */
export function* reached(
  around: Surroundings,
  caller: Caller,
  commands: readonly Command[],
): Iterable<Reached | Declined> {
  const start = placeIn(caller.folder, caller.environment);
  for (const [command, place] of walked(commands, start)) {
    const here = { ...caller, folder: folderAt(place), environment: place.environment };
    yield { command, caller: here };
    for (const expand of [wrappedCommands, managerCommands, taskCommands, scriptCommands])
      for (const inner of expand(around, here, command))
        if (isDeclined(inner)) yield inner;
        else yield* reached(around, inner.caller, inner.commands);
  }
}

/**
 * Everything that the RUNs of a stage run, and each RUN that can't be read: asked for what is installed,
 * and again for what each command needs.
 */
export function stepsOf(around: Surroundings, stage: Stage): readonly (Reached | Declined)[] {
  return stepsFor(around.project, stage, around);
}

const stepsFor = rememberedForBoth((_: Project, stage: Stage, around: Surroundings) => [
  ...stepsIn(around, stage),
]);

function* stepsIn(around: Surroundings, stage: Stage): Iterable<Reached | Declined> {
  const seen = new Set<string>();
  for (const [index, run] of stage.instructions.entries()) {
    if (run.keyword !== 'RUN') continue;
    const environment = withShell(environmentAt(stage, index));
    const commands = commandsOf(run, environment);
    const folder = environment.workdir;
    const caller = {
      at: run,
      stage,
      environment,
      folder,
      label: 'RUN',
      reader: posix.basename(environment.shell?.[0] ?? 'sh'),
      script: false,
      inContainer: false,
      seen,
    };
    const heredoc = scriptOf(run, environment) ? undefined : heredocRun(run);
    if (heredoc && isPosixShell(environment.shell)) yield* inHeredoc(around, caller, heredoc);
    else if (commands) yield* reached(around, caller, commands);
    else
      yield decline(
        'alpine-base/unread-run',
        run,
        "This RUN can't be read as plain shell, so nothing is known of what it needs.",
      );
  }
}

/** Bodies of heredocs that are scripts, and the commands that get the others as their input. */
function* inHeredoc(
  around: Surroundings,
  caller: Caller,
  { commands, scripts }: HeredocRun,
): Iterable<Reached | Declined> {
  yield* reached(around, { ...caller, script: true }, commands);
  for (const { text, shell } of scripts)
    for (const inner of textCommands('RUN', text, caller, shell))
      if (isDeclined(inner)) yield inner;
      else yield* reached(around, inner.caller, inner.commands);
}
