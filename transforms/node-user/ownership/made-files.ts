import { looking, administering } from '../../../src/knowledge/system/quiet-programs.js';
import { isGlobalInstall, managerNamed } from '../../../src/command/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { knownWords, programOf, wordValues } from '../../../src/shell/index.js';
import { type Step } from '../folders.js';
import { pathsOf, placedCommands, type Placed, writesOf } from '../run-commands.js';

/** Programs that leave no file behind in the application's folder, or only take some away. */
const makesNothing = new Set([
  ...looking,
  ...administering,
  ...'cd chgrp corepack dpkg-reconfigure env exit fc-cache getcap groupmod ldconfig ln locale-gen setcap setfacl update-ca-certificates update-locale which'.split(
    ' ',
  ),
]);
const installs =
  /^(?:ci|i|install|clean-install|cache|config|set|prune|-v|--version|add|-g|global|fetch|audit|dedupe|rebuild|link|test|t|lint)$/;

/**
 * Whether a RUN may make files in a folder other than node_modules: root would own them, and no
 * `--chown` of a COPY can change that.
 */
export function makesFiles(step: Step, folder: string): boolean {
  if (step.instruction.keyword !== 'RUN') return false;
  const commands = placedCommands(step);
  return !commands || commands.some((placed) => makesFilesIn(placed, folder));
}

/** Whether a RUN leaves nothing of an application anywhere: it installs system packages or global programs. */
export function fillsNothing(step: Step): boolean {
  const commands = placedCommands(step);
  return (
    commands !== undefined &&
    commands.every(
      (placed) =>
        writesOf(placed).length === 0 &&
        (makesNothing.has(programOf(placed.command) ?? '') ||
          isGlobalInstall(knownWords(placed.command))),
    )
  );
}

/** Whether a command may make files in a folder other than node_modules. */
export function makesFilesIn(placed: Placed, folder: string): boolean {
  const there = placed.folder === undefined || isWithin(placed.folder, folder);
  if (writesOf(placed).some((path) => (path === undefined ? there : isWithin(path, folder))))
    return true;
  const paths = pathsOf(placed);
  // These write the last file that they are given, wherever they run.
  if (/^(?:cp|mv|sed)$/.test(programOf(placed.command) ?? '') && paths.length > 1)
    return isWithin(paths.at(-1) ?? folder, folder);
  const named = paths.some((path) => isWithin(path, folder));
  return (there || named) && programMakes(placed);
}

function programMakes(placed: Placed): boolean {
  const { command } = placed;
  const program = programOf(command);
  const [, first] = wordValues(command);
  if (program === undefined) return command.words.length > 0;
  if (program === 'mkdir')
    return command.words.some(({ value, pattern }) => pattern || value === undefined);
  if (program === 'node') return !/^(?:-v|--version)$/.test(first ?? '');
  if (makesNothing.has(program)) return false;
  if (managerNamed(program) === undefined) return true;
  return (
    first !== undefined &&
    !first.startsWith('-') &&
    !installs.test(first) &&
    !writesElsewhere(placed)
  );
}

/** `prisma generate` writes below node_modules, or code that is only read; browsers go elsewhere. */
function writesElsewhere({ command }: Placed): boolean {
  const words = wordValues(command);
  const after = (tool: string): string | undefined => words[words.indexOf(tool) + 1];
  return after('prisma') === 'generate' || /^install(?:-deps)?$/.test(after('playwright') ?? '');
}
