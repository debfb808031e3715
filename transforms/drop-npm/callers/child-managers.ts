import { childLines, managerNamed, mentionsManager } from '../../../src/command/index.js';
import { finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import type { Place, Project } from '../../../src/project/index.js';
import { parseScript, programOf } from '../../../src/shell/index.js';

/** A package manager that a function of the sources starts, or one that ENV names. */
export function startedManager(
  project: Project,
  stage: Stage,
  folder: string,
  loaded: (path: string) => boolean,
): Place | undefined {
  const named = [...finalEnvironment(stage).scope.env().values()].some((value = '') =>
    mentionsManager(value),
  );
  const counts = (path: string, text: string) => (named || mentionsManager(text)) && loaded(path);
  const found = childLines(project, stage, folder, counts).find(({ text }) =>
    parseScript(text)?.commands.some((one) => isRemoved(programOf(one))),
  );
  if (!found) return undefined;
  const line = project.files.read(found.path)?.split('\n')[found.line - 1] ?? found.text;
  return { ...found, text: line.trim() };
}

/** bun comes with other images, or with an install of its own, and stays. */
function isRemoved(program: string | undefined): boolean {
  const manager = managerNamed(program);
  return manager !== undefined && !/bun/.test(program ?? '');
}
