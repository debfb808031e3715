import { isWithin } from '../../../src/path-folders.js';
import { looking } from '../../../src/knowledge/system/quiet-programs.js';
import { posix } from 'node:path';
import { environmentAt, type Stage } from '../../../src/dockerfile/index.js';
import { wordSet } from '../../../src/grouping.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { type Command, programOf, valueWith, type Word } from '../../../src/shell/index.js';
import { withFolders } from '../../../src/steps/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { shortText } from '../effects/effect.js';
import type { Builds } from './builds.js';

/** What steps beside go leave in the image. */
export interface OtherSteps {
  /** Files below the program's folder that a step wrote. */
  readonly writesFiles: boolean;
  /** System packages that are installed. */
  readonly packages: readonly string[];
  readonly obstacle?: Declined;
}

const silent = new Set([
  ...looking,
  ...': cd cut env file find git go head ldd pwd sha256sum sort stat strip tail tr uname unset upx wc'.split(
    ' ',
  ),
]);
const fileTools = wordSet('chmod chown cp gunzip gzip install ln mkdir mv rm sed tar touch unzip');
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
    const valueOf = (word: Word): string | undefined => valueWith(word, environment);
    for (const [command, at] of withFolders(commands, environment.workdir, environment))
      if (programOf(command) !== 'cd' && !this.#install(command, valueOf))
        this.#write(command, writtenBy(command, at, valueOf), index);
  }

  /** Whether a command is one of apt or apk. */
  #install(command: Command, valueOf: (word: Word) => string | undefined): boolean {
    const read = packageCommandOf(command, valueOf);
    if (read?.action === 'install')
      this.packages.push(...read.packages.map(({ name }) => name ?? 'of a variable'));
    return read !== undefined;
  }

  #write(command: Command, written: readonly string[] | undefined, index: number): void {
    const left = written?.filter((path) => !passing.test(path));
    const { folder } = this;
    if (!left?.every((path) => folder !== undefined && isWithin(path, folder)))
      this.obstacle ??= outside(this.stage, index, command);
    else if (left.length > 0) this.writesFiles = true;
  }
}

/** The paths that a command may write; undefined when that can't be told. */
function writtenBy(
  command: Command,
  folder: string | undefined,
  valueOf: (word: Word) => string | undefined,
): string[] | undefined {
  const program = programOf(command);
  const redirected = command.writes.filter((path) => path === undefined || !/^&?\d$/.test(path));
  const operands =
    program !== undefined && fileTools.has(program)
      ? command.words
          .slice(1)
          .filter(({ text }) => !/^[-+]|^\d+$|^s[/|#]|^[ugoa]*[-+=][rwxXst]+$/.test(text))
      : [];
  const paths = [...redirected, ...operands.map(valueOf)];
  const known =
    command.words.length === 0 ||
    (program !== undefined && (silent.has(program) || fileTools.has(program)));
  if (!known || folder === undefined) return undefined;
  if (paths.some((path) => path === undefined || path.startsWith('~'))) return undefined;
  return paths
    .map((path) => posix.resolve(folder, path as string))
    .filter((path) => !path.startsWith('/dev/'));
}

function outside(stage: Stage, index: number, command: Command): Declined {
  return decline(
    'split-stages/outside-state',
    stage.instructions[index] ?? stage.from,
    `"${shortText(command)}" may leave something that the program needs.`,
    'Keep what the program needs in its own folder, or split this file by hand.',
  );
}
