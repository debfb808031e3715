import { posix } from 'node:path';
import { type Environment, expand, type Stage } from '../../../src/dockerfile/index.js';
import { type Application, installedFrom } from '../../../src/project/index.js';
import { type Command, programOf } from '../../../src/shell/index.js';
import type { Surroundings } from '../move.js';
import { folderOption } from '../../../src/command/managers/modules-folder.js';

/** Each command of a script with the folder in which it runs; undefined where that is not known. */
export function withFolders(
  commands: readonly Command[],
  start: string | undefined,
  environment: Environment,
): [Command, string | undefined][] {
  let [outer, inner] = [start, start];
  return commands.map((command) => {
    if (!command.nested) inner = outer;
    const here = inner;
    if (programOf(command) === 'cd') inner = changed(here, command, environment);
    if (!command.nested) outer = inner;
    return [command, here];
  });
}

/** Where `cd` leads; variables count as the Dockerfile sets them. */
function changed(folder: string | undefined, { words }: Command, { scope }: Environment) {
  const [, word] = words;
  const path = word?.value ?? (word && expand(word.text, scope.variable));
  if (path === undefined || path === '-' || path.startsWith('~')) return undefined;
  return path.startsWith('/') ? posix.resolve(path) : folder && posix.resolve(folder, path);
}

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
