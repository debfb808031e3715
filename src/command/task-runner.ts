import type { Stage } from '../dockerfile/index.js';
import { programOf } from '../shell/index.js';
import { startedCommands } from './container-command.js';

const taskRunners = new Set(['grunt', 'gulp', 'jake', 'just', 'make', 'task']);

/** The program that a container starts to run tasks of the project, which may call whatever is installed. */
export function taskRunnerOf(stage: Stage): string | undefined {
  return startedCommands(stage)
    .map(programOf)
    .find((name) => name !== undefined && taskRunners.has(name));
}
