import {
  type Dockerfile,
  type Instruction,
  nodeTagOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { posix } from 'node:path';
import { onDemand, rememberedForGood } from '../../../src/memo.js';
import { packageDoes } from '../../../src/knowledge/npm/package-traits.js';
import { findInSources, type Project } from '../../../src/project/index.js';
import { isSystem } from '../../../src/knowledge/system/folders.js';
import { commandSite } from '../../../src/steps/index.js';
import type { Site } from './effect.js';
import type { Places } from '../places/index.js';
import { startsGit, usesKeys } from '../started/keys.js';
import { temporaryForProgram } from './temporary.js';

/** Where the RUN at an index of a stage runs. */
export function siteOf(
  file: Dockerfile,
  stage: Stage,
  index: number,
  project: Project,
  { root, carried }: Pick<Places, 'root' | 'carried'>,
): Site {
  const run = stage.instructions[index] as Instruction;
  const tag = nodeTagOf(stage);
  const { folders, environment, manifestIn, textOf } = commandSite(file, stage, index, project);
  return {
    folders,
    environment,
    manifestIn,
    textOf,
    root,
    kept: carried.map(({ path }) => path),
    entered: carried.filter(({ at }) => at.keyword === 'WORKDIR').map(({ path }) => path),
    awaited: carried
      .filter(({ path, at }) => isSystem(path) && at.keyword !== 'WORKDIR' && at.start > run.start)
      .map(({ path }) => path),
    startsPython: () => startsPython(project),
    startsGit: () => startsGit(project),
    usesKeys: onDemand(() => usesKeys(file, stage, project)),
    isTemporaryForProgram: (path) => temporaryForProgram(stage).has(path),
    opensLibraries: () => opensLibraries(project),
    debianRelease: tag?.debianRelease,
    fixedRelease: tag?.pinnedRelease === true || tag?.exact !== undefined,
  };
}

const opensLibraries = rememberedForGood((project: Project): boolean => {
  const names = packageNames(project);
  return names.length === 0 || names.some((name) => packageDoes(name, 'opensLibraries'));
});

function packageNames({ context, files }: Project): readonly string[] {
  const text = context === undefined ? '' : (files.read(posix.join(context, 'package.json')) ?? '');
  return [...text.matchAll(/"([^"\s]+)"\s*:/g)].map(([, name = '']) => name);
}

/** Whether the sources or a dependency of the project start python while they run. */
const startsPython = rememberedForGood((project: Project): boolean => {
  const { context } = project;
  if (context === undefined) return false;
  return (
    packageNames(project).some((name) => packageDoes(name, 'startsPython')) ||
    findInSources(
      project,
      context,
      /\b(?:spawn|exec|execFile|fork|execa)(?:Sync)?\s*\(\s*['"`]python/,
    ) !== undefined
  );
});
