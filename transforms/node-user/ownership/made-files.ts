import { posix } from 'node:path';
import { looking, administering } from '../../../src/knowledge/system/quiet-programs.js';
import { isGlobalInstall, isInstall, managerNamed } from '../../../src/command/index.js';
import { installHooks } from '../../../src/knowledge/npm/install-scripts.js';
import { groupedBy } from '../../../src/grouping.js';
import { rememberedFor } from '../../../src/memo.js';
import { foldersTo, isWithin } from '../../../src/path-folders.js';
import type { Manifest } from '../../../src/project/index.js';
import {
  type Command,
  knownWords,
  parseScript,
  programOf,
  wordValues,
} from '../../../src/shell/index.js';
import { calledScripts } from '../../../src/steps/index.js';
import { type Step } from '../folders.js';
import { dataPath } from './data-folders.js';
import { commandsIn, pathsOf, placedCommands, type Placed, writesOf } from '../run-commands.js';

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
  return placedCommands(step)?.some((placed) => makesFilesIn(placed, folder)) ?? true;
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

/** What brings programs rather than data. */
const brings =
  /^(?:bash|chgrp|cmake|curl|g\+\+|gcc|git|go|gunzip|gzip|ln|make|pip3?|python3?|sh|tar|unxz|unzip|wget|xz)$/;

/**
 * Whether a RUN makes files in a folder beside the application that are not a program's: a database,
 * a log. Where a variable names a file there, whatever runs may make it (`prisma migrate`, a seed).
 */
export function isFilled(steps: readonly Step[], folder: string): boolean {
  const variables = steps.at(-1)?.environment.scope.env() ?? [];
  const named = [...variables].some(([, value = '']) => {
    const path = dataPath(value) ?? '';
    return posix.extname(path) !== '' && isWithin(path, folder);
  });
  return (
    (named && fillers(steps).some(programMakes)) ||
    (fillersAt(steps)
      .get(folder)
      ?.some(({ placed }) => makesFilesIn(placed, folder)) ??
      false)
  );
}

/** The commands that may fill folders beside the application. */
const fillers = rememberedFor((steps: readonly Step[]): readonly Placed[] =>
  commandsIn(steps)
    .filter(
      ({ program, command }) =>
        !brings.test(program ?? '') && !command.words[0]?.text.startsWith('./'),
    )
    .map(({ command, folder = '/' }) => ({ command, folder })),
);

/** They by the folders that their words lead into: a file may make thousands of folders. */
const fillersAt = rememberedFor((steps: readonly Step[]) =>
  groupedBy(
    fillers(steps).flatMap((placed) => {
      const paths = [placed.folder, ...writesOf(placed), ...pathsOf(placed)];
      const folders = paths.flatMap((path) => (path === undefined ? [] : foldersTo(path)));
      return [...new Set(folders)].map((folder) => ({ folder, placed }));
    }),
    ({ folder }) => folder,
  ),
);

/** Hooks of an install that leave nothing for the program to write: git's hooks, patches, checks. */
const idleHooks =
  /^(?:allow-scripts|husky|is-ci|lefthook|lint-staged|ngcc|node-gyp(?:-build)?|only-allow|opencollective(?:-postinstall)?|patch-package|prebuild-install|simple-git-hooks)$/;

/**
 * Whether an install runs scripts of the project itself that may make files beside node_modules, as
 * `postinstall` of one that builds or writes a first database does.
 */
export function hooksMakeFiles(
  step: Step,
  folder: string,
  manifestIn: (folder: string) => Manifest | undefined,
): boolean {
  return (placedCommands(step) ?? []).some((placed) => {
    const words = knownWords(placed.command);
    const runsHooks = isInstall(words) && !words.includes('--ignore-scripts');
    const manifest = runsHooks && placed.folder && manifestIn(placed.folder);
    if (!manifest) return false;
    const scripts = new Set(installHooks.flatMap((hook) => calledScripts(manifest, hook)));
    return [...scripts].some((name) =>
      parseScript(manifest.scripts.get(name) ?? '')?.commands.some(
        (command) =>
          !idleHooks.test(programOf(command) ?? '') &&
          !writesElsewhere(command) &&
          makesFilesIn({ command, folder: placed.folder }, folder),
      ),
    );
  });
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
    !writesElsewhere(command)
  );
}

/** `prisma generate` writes below node_modules, or code that is only read; browsers go elsewhere. */
function writesElsewhere(command: Command): boolean {
  const words = wordValues(command);
  const after = (tool: string): string | undefined => words[words.indexOf(tool) + 1];
  return after('prisma') === 'generate' || /^install(?:-deps)?$/.test(after('playwright') ?? '');
}
