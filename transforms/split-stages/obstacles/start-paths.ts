import { posix } from 'node:path';
import {
  afterInit,
  containerCommand,
  managerCall,
  startCommands,
} from '../../../src/command/index.js';
import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { isWithin } from '../../../src/path-folders.js';
import { type Manifest, manifestIn, type Project } from '../../../src/project/index.js';
import { isShell, knownWords, parseScript, programOf } from '../../../src/shell/index.js';
import { calledScripts } from '../../../src/steps/index.js';
import { type Declined, decline } from '../../../src/transform.js';

/** Where images keep their own programs. */
const system = /^\/(?:bin|dev|proc|sbin|usr\/(?:local\/)?s?bin)\//;

/**
 * A program or script that the start command names by a path must be in the runtime stage, too.
 *
 * @param folders what the runtime stage gets, the application's folder first
 */
export function pathObstacle(
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
  [root = '/', ...others]: readonly string[],
): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const workdir = finalEnvironment(stage).workdir ?? root;
  const manifest = manifestIn(project, stage, stages, workdir);
  for (const at of [entrypoint, cmd]) {
    const far =
      at &&
      started(at, stage, manifest)
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

/** The paths among the programs and the scripts behind node or a shell, through package.json as well. */
function started(at: Instruction, stage: Stage, manifest: Manifest | undefined): readonly string[] {
  const argv = at.json && (afterInit(at.json) ?? at.json);
  const lines = argv ? [argv] : (startCommands(at, stage) ?? []).map(knownWords);
  return lines
    .flatMap((line) => [line, ...linesOfScript(line, manifest)])
    .flatMap(([program = '', ...args]) => {
      const script =
        isShell(program) || programDoes(program, 'runsSources')
          ? args.find((word) => !word.startsWith('-'))
          : undefined;
      return [program, script ?? ''].filter((word) => /^(?:\.{0,2})\//.test(word));
    });
}

/** The commands of the script that `npm start` means; where it goes elsewhere first, nobody can tell. */
function linesOfScript(
  line: readonly string[],
  manifest: Manifest | undefined,
): readonly (readonly string[])[] {
  const call = managerCall(line);
  if (call?.kind !== 'script' || !manifest) return [];
  const commands = calledScripts(manifest, call.script).flatMap(
    (name) => parseScript(manifest.scripts.get(name) ?? '')?.commands ?? [],
  );
  return commands.some((command) => programOf(command) === 'cd') ? [] : commands.map(knownWords);
}
