import { posix } from 'node:path';
import { programDoes } from '../../src/knowledge/program-traits.js';
import { rememberedFor } from '../../src/memo.js';
import { foldersTo, isWithin, withoutSlash } from '../../src/path-folders.js';
import {
  type Command,
  commandsOf,
  conditionOf,
  operandWords,
  programOf,
  withWords,
} from '../../src/shell/index.js';
import { folderAt, type Place, placeIn, valueIn, walked } from '../../src/steps/index.js';
import { isOthers, isScratch } from '../../src/knowledge/system/folders.js';
import { type Step } from './folders.js';

/** A command of a RUN and the folder that it runs in; undefined where a variable decides. */
export interface Placed {
  readonly command: Command;
  readonly folder: string | undefined;
}

/** The commands of a RUN, `cd` heeded; undefined when they can't be read. */
export function placedCommands(step: Step): readonly Placed[] | undefined {
  return step.instruction.keyword === 'RUN' ? commandsOfRun(step) : [];
}

const commandsOfRun = rememberedFor((step: Step): readonly Placed[] | undefined => {
  const { instruction, environment } = step;
  const commands = commandsOf(instruction, environment);
  return (
    commands &&
    walked(commands, placeIn(environment.workdir, environment)).map(([command, place]) => {
      return { command: withValues(command, place), folder: folderAt(place) };
    })
  );
});

/** A command of a RUN among all that a stage does. */
interface CommandOfStep extends Placed {
  readonly program: string | undefined;
  /** The index of its step. */
  readonly place: number;
}

/** The commands of all RUNs that can be read. */
export const commandsIn = rememberedFor((steps: readonly Step[]): readonly CommandOfStep[] =>
  steps.flatMap((step, place) =>
    (placedCommands(step) ?? []).map(({ command, folder }) => {
      return { command, folder, program: programOf(command), place };
    }),
  ),
);

/** `mkdir $APP_DIR`: a variable of the image has its value in a RUN as well. */
function withValues(command: Command, place: Place): Command {
  if (command.words.every(({ value }) => value !== undefined)) return command;
  const words = command.words.map((word) => {
    const value = valueIn(place, word);
    return value === undefined ? word : { ...word, value };
  });
  return withWords(command, words);
}

/** The plain words of a command behind its options, as absolute paths. */
export function pathsOf({ command, folder }: Placed, skip = 0): string[] {
  return operandWords(command)
    .slice(skip)
    .flatMap(({ value, pattern }) => {
      const path = pattern ? undefined : resolved(folder, value);
      return path === undefined ? [] : [path];
    });
}

/** The files that redirections of a command write, as absolute paths where they are known. */
export function writesOf({ command, folder }: Placed): (string | undefined)[] {
  return command.writes.map((path) => resolved(folder, path));
}

function resolved(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  if (path.startsWith('/')) return withoutSlash(posix.normalize(path));
  return folder === undefined ? undefined : withoutSlash(posix.join(folder, path));
}

/** A folder that the author makes, and where. */
export interface MadeFolder {
  readonly path: string;
  readonly place: number;
  /** Whether nothing decides if it is made: no condition, no program in the background. */
  readonly certain: boolean;
}

/**
 * The folders that RUN mkdir makes and that stay: somebody means to write there. With `-p` those on
 * the way count as well.
 *
 * @param folder that of the application, which may lie among those of the system
 */
export function madeFolders(steps: readonly Step[], folder: string): readonly MadeFolder[] {
  const isOwn = (path: string): boolean => folder !== '/' && isWithin(path, folder);
  return madeAnywhere(steps).filter(
    ({ path }) => !isOthers(path) || isMadeInScratch(path) || isOwn(path),
  );
}

const madeAnywhere = rememberedFor((steps: readonly Step[]): readonly MadeFolder[] => {
  const found = commandsIn(steps)
    .filter(({ program }) => program === 'mkdir')
    .flatMap((one) =>
      pathsOf(withoutMode(one))
        .flatMap((path) => (isScratchOfProgram(path, steps) ? scratchTo(path) : othersTo(path)))
        .map((path) => ({ path, place: one.place, certain: isCertain(one, steps) })),
    );
  if (found.length === 0) return found;
  const removals = steps.flatMap(removalsIn);
  return found.filter(
    ({ path, place }) => !removals.some((one) => one.place >= place && one.takes(path)),
  );
});

function isCertain({ command, place }: CommandOfStep, steps: readonly Step[]): boolean {
  const step = steps[place];
  const all = (step && placedCommands(step)) ?? [];
  const inTurn = all.map((one) => one.command);
  return conditionOf(command, inTurn) === 'none';
}

/** Everybody may make folders in /tmp, but what root made there is root's. */
function isMadeInScratch(path: string): boolean {
  return isScratch(posix.dirname(path));
}

/** A folder below /tmp and those on the way to it. */
function scratchTo(path: string): string[] {
  return foldersTo(path).filter(isMadeInScratch).toReversed();
}

function othersTo(path: string): string[] {
  return foldersTo(path)
    .filter((one) => !isMadeInScratch(one))
    .toReversed();
}

/** A folder below /tmp that no step works with, so that it is for the program. */
function isScratchOfProgram(path: string, steps: readonly Step[]): boolean {
  if (!isMadeInScratch(path)) return false;
  const called = commandsIn(steps).some(
    ({ program, command, folder = '/' }) =>
      !programDoes(program, 'makesFolders', 'makesFiles', 'modes') &&
      (isWithin(folder, path) || command.words.some(({ text }) => text.includes(path))),
  );
  return (
    !called &&
    steps.every(
      ({ instruction: { keyword, argument } }) =>
        !/^(?:ADD|COPY|WORKDIR)$/.test(keyword) || !argument.includes(path),
    )
  );
}

/** `mkdir -m 755 data`: the mode is no folder. */
function withoutMode(placed: Placed): Placed {
  const { command } = placed;
  const mode = command.words.findIndex(({ text }) => text === '-m' || text === '--mode');
  const words = mode === -1 ? command.words : command.words.toSpliced(mode, 2);
  return { ...placed, command: withWords(command, words) };
}

/** The files outside the system's folders that `RUN touch` makes for the program, and that stay. */
export const touchedFiles = rememberedFor((steps: readonly Step[]): readonly string[] => {
  const plain = commandsIn(steps).filter(
    (one) =>
      one.program === 'touch' &&
      one.command.words.every(({ text }) => !text.startsWith('-')) &&
      isCertain(one, steps),
  );
  if (plain.length === 0) return [];
  const removals = steps.flatMap(removalsIn);
  const stay = plain.flatMap((one) =>
    pathsOf(one).filter(
      (path) =>
        (!isOthers(path) || isMadeInScratch(path)) &&
        !removals.some(({ place, takes }) => place >= one.place && takes(path)),
    ),
  );
  return [...new Set(stay)];
});

/** A folder and those on the way to it that are not the system's. */
export function withParents(path: string): string[] {
  const above = posix.dirname(path);
  return isOthers(path) ? [] : [...withParents(above), path];
}

/** What a step removes or moves; of a RUN that can't be read, whatever it names. */
interface Removal {
  readonly place: number;
  takes(path: string): boolean;
}

function removalsIn(step: Step, place: number): Removal[] {
  const commands = placedCommands(step);
  if (!commands) return [{ place, takes: (path) => step.instruction.argument.includes(path) }];
  return commands
    .filter(({ command }) => programDoes(programOf(command), 'removes', 'moves'))
    .flatMap((placed) => pathsOf(placed))
    .map((gone) => ({ place, takes: (path) => isWithin(path, gone) }));
}
