import { managerNamed, worksGlobally } from '../../../src/command/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { knownWords, programOf } from '../../../src/shell/index.js';
import { type Step } from '../folders.js';
import { makesFilesIn } from '../ownership/made-files.js';
import { pathsOf, placedCommands, type Placed } from '../run-commands.js';

/** Whether a RUN may make anything in a folder: installs count, as does a script. */
export function fills(step: Step, folder: string): boolean {
  return placedCommands(step)?.some((placed) => fillsIn(placed, folder)) ?? true;
}

/** Whether a RUN gives something in or above a folder to somebody. */
export function givesAway(step: Step, folder: string): boolean {
  const commands = placedCommands(step) ?? [];
  return commands.some(
    (placed) =>
      /^(?:chown|chgrp)$/.test(programOf(placed.command) ?? '') && overlaps(placed, folder),
  );
}

function fillsIn(placed: Placed, folder: string): boolean {
  const program = programOf(placed.command);
  if (program === undefined || /\/|\.sh$|^(?:ba|da|a)?sh$|^(?:\.|source|eval)$/.test(program))
    return placed.command.words.length > 0;
  if (managerNamed(program) !== undefined) return worksIn(placed, folder);
  return makesFilesIn(placed, folder);
}

/** A package manager installs where it runs, unless for everybody. */
function worksIn(placed: Placed, folder: string): boolean {
  const [, first = '', ...rest] = knownWords(placed.command);
  if (/^(?:config|cache|set|global|-v|--version)$/.test(first)) return false;
  if (worksGlobally([first, ...rest])) return false;
  return placed.folder === undefined || isWithin(placed.folder, folder) || overlaps(placed, folder);
}

function overlaps(placed: Placed, folder: string): boolean {
  return pathsOf(placed).some((path) => isWithin(path, folder) || isWithin(folder, path));
}
