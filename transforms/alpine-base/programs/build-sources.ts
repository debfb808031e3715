import { posix } from 'node:path';
import { childLines, loadedByProgram, managerNamed } from '../../../src/command/index.js';
import type { Stage } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import {
  filesNamed,
  folderOf,
  importsOf,
  joinPath,
  originOf,
  type Project,
  sourceAt,
} from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import { stepsOf } from '../commands/reach.js';
import type { Demand } from '../demands.js';
import { isDeclined, type Move, type Reached, targetImage } from '../move.js';
import type { Installed } from '../node-modules/applications.js';
import { childProcessDemands } from './child-processes.js';

/** Files by which tools of a build take settings that are programs. */
const settings = /^(?:[\w-]+[.-]config|gatsby-node|[gG](?:ulp|runt)file)(?:\.[\w-]+)?\.[cm]?[jt]s$/;

/**
 * What the sources ask for that a stage runs which the container is not made of: scripts that its steps
 * start with node, and the settings of its tools (C30). `git rev-parse` for a version is the everyday case.
 */
export function* buildSourceDemands(
  move: Move,
  final: Stage,
  { manifest }: Installed,
): Iterable<Demand> {
  if (!manifest) return;
  const folder = folderOf(manifest.path);
  for (const steps of builds(move, final)) {
    const [step] = steps;
    const files = withImports(move.project, [
      ...filesNamed(move.project.files, folder, settings),
      ...scriptsOf(move, steps),
    ]);
    const lines = childLines(move.project, step.caller.stage, folder, (path) => files.has(path));
    yield* childProcessDemands(move, lines, step.caller);
  }
}

/** The commands of each stage before the final one that run node, or a tool of the project. */
export function builds(move: Move, final: Stage): readonly (readonly [Reached, ...Reached[]])[] {
  return move.stages
    .filter(({ index }) => index < final.index)
    .map((stage) =>
      stepsOf(move, stage).filter((one): one is Reached => !isDeclined(one) && isTool(move, one)),
    )
    .flatMap(([first, ...rest]) => (first ? [[first, ...rest]] : []));
}

/** Sources that steps before the final stage start with node, and that the program does not load. */
export function runByBuildsAlone(
  move: Move,
  final: Stage,
  folder: string,
): (path: string) => boolean {
  const scripts = builds(move, final).flatMap((steps) => scriptsOf(move, steps));
  const files = withImports(move.project, scripts);
  const isLoaded = loadedByProgram(move.file, final, move.project, folder);
  return (path) => files.has(path) && !isLoaded(path);
}

function isTool(move: Move, { command }: Reached): boolean {
  const program = programOf(command);
  return (
    program === 'node' ||
    (program !== undefined &&
      managerNamed(program) === undefined &&
      programIn(targetImage(move), program) === undefined)
  );
}

/** The sources that calls of node start, by their paths in the repository. */
function scriptsOf({ project, file }: Move, steps: readonly Reached[]): string[] {
  return steps.flatMap(({ command, caller }) => {
    const name = command.words.slice(1).find(({ value = '-' }) => !value.startsWith('-'))?.value;
    if (programOf(command) !== 'node' || name === undefined || caller.folder === undefined)
      return [];
    const path = posix.resolve(caller.folder, name);
    const folder = originOf(project, caller.stage, file.stages, posix.dirname(path));
    const origin = folder === undefined ? undefined : joinPath(folder, posix.basename(path));
    return (origin !== undefined && sourceAt(project, origin)) || [];
  });
}

/** Sources, and those of the project that they import. */
function withImports(project: Project, entries: readonly string[]): ReadonlySet<string> {
  const files = new Set(entries);
  for (const path of files)
    for (const { specifier } of importsOf(project.files.read(path) ?? '').modules) {
      const beside = /^\.{1,2}\//.test(specifier) && joinPath(folderOf(path), specifier);
      const source = beside ? sourceAt(project, beside) : undefined;
      if (source !== undefined) files.add(source);
    }
  return files;
}
