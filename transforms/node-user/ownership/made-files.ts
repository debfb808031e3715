import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { isGlobalInstall, isInstall, managerNamed } from '../../../src/command/index.js';
import { installerIn } from '../../../src/installs/index.js';
import { installHooks } from '../../../src/knowledge/npm/install-scripts.js';
import { isInstallVerb } from '../../../src/knowledge/npm/install-verbs.js';
import { groupedBy } from '../../../src/grouping.js';
import { rememberedFor } from '../../../src/memo.js';
import { foldersTo, isWithin } from '../../../src/path-folders.js';
import type { Manifest } from '../../../src/project/index.js';
import {
  type Command,
  innermostCommand,
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
const makesNothing = [
  'startsOthers',
  'looks',
  'system',
  'packages',
  'users',
  'modes',
  'grants',
  'makesFolders',
  'removes',
  'links',
] as const;
/** What else a package manager does without a file outside of node_modules. */
const harmless = /^(?:cache|config|set|prune|global|fetch|audit|dedupe|rebuild|link|test|t|lint)$/;

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
        (programDoes(programOf(placed.command), ...makesNothing) ||
          isGlobalInstall(knownWords(placed.command))),
    )
  );
}

/** What brings programs rather than data. */
const bringing = [
  'compilesNative',
  'fetches',
  'foreign',
  'interprets',
  'shell',
  'unpacks',
] as const;

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
    (named && fillers(steps).some(({ command }) => programMakes(command))) ||
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
        !programDoes(program, ...bringing) && !command.words[0]?.text.startsWith('./'),
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
          !programDoes(programOf(command), 'checks', 'changesModules') &&
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
  return (there || named) && programMakes(placed.command);
}

function programMakes(outer: Command): boolean {
  const command = innermostCommand(outer);
  const program = programOf(command);
  if (program === undefined) return command.words.length > 0;
  const manager = installerIn(knownWords(command));
  const [first] = manager ? manager.words : wordValues(command).slice(1);
  if (program === 'mkdir')
    return command.words.some(({ value, pattern }) => pattern || value === undefined);
  if (program === 'node') return !/^(?:-v|--version)$/.test(first ?? '');
  if (programDoes(program, ...makesNothing)) return false;
  if (managerNamed(program) === undefined) return true;
  if (program === 'corepack' && !manager) return false;
  return (
    first !== undefined &&
    !first.startsWith('-') &&
    !isInstallVerb(first) &&
    !harmless.test(first) &&
    !writesElsewhere(command)
  );
}

/** `prisma generate` writes below node_modules, or code that is only read; browsers go elsewhere. */
function writesElsewhere(command: Command): boolean {
  const words = wordValues(command);
  const after = (tool: string): string | undefined => words[words.indexOf(tool) + 1];
  return after('prisma') === 'generate' || /^install(?:-deps)?$/.test(after('playwright') ?? '');
}
