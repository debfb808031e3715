import { programDoes } from '../knowledge/program-traits.js';
import type { Stage } from '../dockerfile/index.js';
import { programOf } from '../shell/index.js';
import { startedCommands } from './container-command.js';

/** The program that a container starts to run tasks of the project, which may call whatever is installed. */
export function taskRunnerOf(stage: Stage): string | undefined {
  return startedCommands(stage)
    .map(programOf)
    .find((name) => programDoes(name, 'tasks', 'recipes'));
}
