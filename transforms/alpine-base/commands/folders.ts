import { posix } from 'node:path';
import type { Stage } from '../../../src/dockerfile/index.js';
import { type Application, installedFrom } from '../../../src/project/index.js';
import type { Surroundings } from '../move.js';
import { folderOption } from '../../../src/command/managers/modules-folder.js';

/** The application in a folder of a stage; none where the folder is not known. */
export function applicationAt(
  { project, file }: Surroundings,
  stage: Stage,
  folder: string | undefined,
): Application | undefined {
  return folder === undefined ? undefined : installedFrom(project, stage, file.stages, folder);
}

/** The folder that a package manager works in: its own option, or where it is called. */
export function managerFolder(words: readonly string[], folder: string | undefined) {
  const given = folderOption(words);
  if (given === undefined || folder === undefined) return folder;
  // An empty word is one that a variable decides.
  return given === '' ? undefined : posix.resolve(folder, given);
}
