import { knownWords } from '../../../src/shell/index.js';
import { posix } from 'node:path';
import { afterInit, containerCommand, startCommands } from '../../../src/command/index.js';
import { finalEnvironment, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { type Declined, decline } from '../../../src/transform.js';

/** Where images keep their own programs. */
const system = /^\/(?:bin|dev|proc|sbin|usr\/(?:local\/)?s?bin)\//;

/**
 * A program or script that the start command names by a path must be in the runtime stage, too.
 *
 * @param folders what the runtime stage gets, the application's folder first
 */
export function pathObstacle(
  stage: Stage,
  [root = '/', ...others]: readonly string[],
): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const workdir = finalEnvironment(stage).workdir ?? root;
  for (const at of [entrypoint, cmd]) {
    const far =
      at &&
      started(at, stage)
        .map((path) => posix.resolve(workdir, path))
        .find(
          (path) => ![root, ...others].some((one) => isWithin(path, one)) && !system.test(path),
        );
    if (at && far !== undefined)
      return decline(
        'split-stages/outside-state',
        at,
        `${at.keyword} starts ${far}, outside ${root}.`,
        "Keep what the container needs below the application's folder, or split this file by hand.",
      );
  }
  return undefined;
}

/** The paths among the program and the script behind node or a shell. */
function started(at: Instruction, stage: Stage): readonly string[] {
  const argv = at.json && (afterInit(at.json) ?? at.json);
  const lines = argv ? [argv] : (startCommands(at, stage) ?? []).map(knownWords);
  return lines.flatMap(([program = '', ...args]) => {
    const script = /^(?:node|sh|bash)$/.test(program)
      ? args.find((word) => !word.startsWith('-'))
      : undefined;
    return [program, script ?? ''].filter((word) => /^(?:\.{0,2})\//.test(word));
  });
}
