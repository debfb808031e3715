import { programDoes, worksOnFiles } from '../../../src/knowledge/program-traits.js';
import { isWithin } from '../../../src/path-folders.js';
import { posix } from 'node:path';
import { environmentAt, type Stage } from '../../../src/dockerfile/index.js';
import { temporaryForProgram } from '../effects/temporary.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { type Command, innermostCommand, programOf, type Word } from '../../../src/shell/index.js';
import { folderAt, type Place, placeIn, valueIn, walked } from '../../../src/steps/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { shortText } from '../effects/effect.js';
import { clonedFolder } from '../effects/fetches.js';
import type { Builds } from './builds.js';

/** What steps beside go leave in the image. */
export interface OtherSteps {
  /** Files below the program's folder that a step wrote. */
  readonly writesFiles: boolean;
  /** System packages that are installed. */
  readonly packages: readonly string[];
  readonly obstacle?: Declined;
}

const idle = ['looks', 'shrinks', 'startsOthers'] as const;
/** What lies there is missed by nobody. */
const passing =
  /^(?:\/go\/pkg|\/tmp|\/root\/\.(?:cache|gitconfig|netrc|ssh)|\/var\/(?:cache|tmp|lib\/apt\/lists))(?:\/|$)/;

/** Reads the commands that are not go's, as far as the program could miss what they leave. */
export function otherSteps(
  stage: Stage,
  { others }: Builds,
  folder: string | undefined,
): OtherSteps {
  const reader = new StepReader(stage, folder);
  for (const { index, commands } of others) reader.read(index, commands);
  return reader;
}

class StepReader implements OtherSteps {
  writesFiles = false;
  readonly packages: string[] = [];
  obstacle?: Declined;

  constructor(
    readonly stage: Stage,
    readonly folder: string | undefined,
  ) {}

  read(index: number, commands: readonly Command[]): void {
    const environment = environmentAt(this.stage, index);
    for (const [command, here] of walked(commands, placeIn(environment.workdir, environment)))
      if (!this.#install(innermostCommand(command), here))
        this.#write(command, writtenBy(command, here), index);
  }

  /** Whether a command is one of apt or apk. */
  #install(command: Command, here: Place): boolean {
    const read = packageCommandOf(command, (word) => valueIn(here, word));
    if (read?.action === 'install')
      this.packages.push(...read.packages.map(({ name }) => name ?? 'of a variable'));
    return read !== undefined;
  }

  #write(command: Command, written: readonly string[] | undefined, index: number): void {
    const { folder, stage } = this;
    const isPassing = (path: string): boolean =>
      passing.test(path) && !temporaryForProgram(stage).has(path);
    const left = written?.filter((path) => !isPassing(path));
    if (!left?.every((path) => folder !== undefined && isWithin(path, folder)))
      this.obstacle ??= outside(stage, index, command);
    else if (left.length > 0) this.writesFiles = true;
  }
}

/** The paths that a command may write; undefined when that can't be told. */
function writtenBy(command: Command, here: Place): string[] | undefined {
  const folder = folderAt(here);
  const redirected = command.writes.filter((path) => path === undefined || !/^&?\d$/.test(path));
  const operands = operandsWritten(command, here);
  if (!operands || folder === undefined) return undefined;
  const paths = [...redirected, ...operands];
  if (paths.some((path) => path === undefined || path.startsWith('~'))) return undefined;
  return paths
    .map((path) => posix.resolve(folder, path as string))
    .filter((path) => !path.startsWith('/dev/'));
}

/** Those among its words; undefined for a program of which that is not known. */
function operandsWritten(
  command: Command,
  here: Place,
): readonly (string | undefined)[] | undefined {
  const valueOf = (word: Word): string | undefined => valueIn(here, word);
  const inner = innermostCommand(command);
  const program = programOf(inner);
  const words = inner.words.slice(1);
  if (program === 'git') {
    const values = words.map(valueOf);
    return values.includes('clone') ? [clonedFolder(values)] : [];
  }
  if (programDoes(program, ...worksOnFiles))
    return [...searched(command, inner), ...words]
      .filter(
        ({ text }) => !/^[-+]|^\d+$|^s[/|#]|^[ugoa]*[-+=][rwxXst]+$|^(?:\{\}|;|\\;)$/.test(text),
      )
      .map(valueOf);
  const isIdle = program === undefined ? inner.words.length === 0 : programDoes(program, ...idle);
  return isIdle || program === 'go' ? [] : undefined;
}

/** Where `find` looks for the files on which it runs a command. */
function searched(outer: Command, inner: Command): readonly Word[] {
  if (programOf(outer) !== 'find' || inner === outer) return [];
  const end = outer.words.findIndex(({ text }, index) => index > 0 && text.startsWith('-'));
  return outer.words.slice(1, end);
}

function outside(stage: Stage, index: number, command: Command): Declined {
  return decline(
    'split-stages/outside-state',
    stage.instructions[index] ?? stage.from,
    `"${shortText(command)}" may leave something that the program needs.`,
    'Keep what the program needs in its own folder, or split this file by hand.',
  );
}
