import { type Dockerfile, type Instruction, mountsOf } from '../../../src/dockerfile/index.js';
import { isRootUser } from '../../../src/knowledge/system/users.js';
import { type Command, programOf, type Word } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Choice, has, usesApplication } from './choices.js';
import type { Deed, Effect } from '../effects/effect.js';
import { excerptOf, type Piece, pieceText } from '../effects/excerpt.js';
import { obstacleOf, type ReadRun } from '../effects/run-steps.js';

/** A RUN that the runtime stage has again. */
export interface Repeat {
  readonly run: Instruction;
  /** Some of its commands; absent where it is repeated as it stands. */
  readonly text?: string;
  /** Whether these work with what else the RUN makes, which is copied from the builder. */
  readonly afterCopies?: boolean;
}

/**
 * What the runtime stage repeats of a RUN: the whole of it, or those of its commands that the
 * container needs (handbook B.4: mixed sets).
 *
 * @param isCarried whether a path goes along from the builder as it is
 * @returns undefined where it needs nothing of it
 */
export function repeatOf(
  file: Dockerfile,
  read: ReadRun,
  choice: Choice,
  isCarried: (path: string) => boolean,
): Repeat | Declined | undefined {
  const { run, user } = read;
  const wanted = new Set([...choice.wanted].filter((effect) => !isCovered(effect, isCarried)));
  if (
    ![...wanted].some(({ does }) => does !== 'lists' && does !== 'cleaning') &&
    !has(read, 'lists')
  )
    return undefined;
  if (wanted.size === 0) return undefined;
  if (!isRootUser(user ?? ''))
    return mixed(
      run,
      `This RUN changes the system as the user ${user ?? 'that a variable names'}.`,
    );
  const home = [...wanted].find(
    (effect) =>
      effect.does === 'globals' && effect.rule !== undefined && !choice.support.has(effect),
  );
  if (home) return obstacleOf(run, home);
  const guest = [...wanted].find(({ does }) => does === 'anything');
  if (guest && (usesApplication(read) || (read.afterCopy && !guest.selfContained)))
    return obstacleOf(run, { ...guest, rule: 'outside-state' });
  const lost = [...wanted].find((effect) => isRelative(effect));
  if (lost && !has(read, 'anything', 'download'))
    return mixed(run, 'This RUN changes the system by a path that depends on WORKDIR.');
  const whole = read.effects.some(({ reads }) => reads)
    ? early(run)
    : ofThisBuild(run)
      ? mixed(run)
      : { run };
  if (!usesApplication(read) && choice.instead.size === 0 && isWhole(read, wanted)) return whole;
  const pieces = read.pieces();
  if (!pieces || guest) return usesApplication(read) ? mixed(run) : whole;
  const parts = { pieces, wanted, instead: wordsWithout(choice, wanted, isCarried) };
  return excerpt(file, read, parts, isCarried);
}

/** Whether every command of a RUN is wanted, or does nothing of its own. */
function isWhole({ effects }: ReadRun, wanted: ReadonlySet<Effect>): boolean {
  return effects.every(
    (effect) => wanted.has(effect) || /^(?:nothing|cleaning|download)$/.test(effect.does),
  );
}

/** What stands in a RUN, and what of it is wanted. */
interface Parts {
  readonly pieces: readonly Piece[];
  readonly wanted: ReadonlySet<Effect>;
  readonly instead: ReadonlyMap<Word, string>;
}

function excerpt(
  file: Dockerfile,
  { run, steps }: ReadRun,
  { pieces, wanted, instead }: Parts,
  isCarried: (path: string) => boolean,
): Repeat | Declined {
  const effectsOf = ({ commands }: Piece): readonly Effect[] =>
    steps.filter(({ command }) => commands.includes(command)).flatMap(({ effects }) => effects);
  const isKept = (piece: Piece): boolean => {
    const effects = effectsOf(piece);
    // `apk add --no-cache` fetches its lists for nothing where it has nothing to add.
    const adds = effects.some(({ does }) => does === 'packages');
    return effects.some((effect) => wanted.has(effect) && !(adds && effect.does === 'lists'));
  };
  const kept = pieces.filter(isKept);
  const impure = kept.some((piece) =>
    effectsOf(piece).some(({ does }) => /^(?:files|download|dependencies|build)$/.test(does)),
  );
  if (kept.some((piece) => effectsOf(piece).some(({ reads }) => reads))) return early(run);
  if (impure || ofThisBuild(run)) return mixed(run);
  const isCopied = (piece: Piece): boolean =>
    effectsOf(piece).some(({ fills = [] }) => fills.some(isCarried));
  const order = orderOf(effectsOf, pieces.filter(isCopied), kept);
  if (order === 'neither') return mixed(run);
  const below = (end: number): readonly string[] =>
    kept.filter(({ start }) => start > end).map((piece) => pieceText(file, piece, instead));
  const all = new Set([...kept, ...pieces.filter((piece) => isSetting(piece, below(piece.end)))]);
  const text = excerptOf(file, run, pieces, (piece) => all.has(piece), instead);
  return text === file.text.slice(run.start, run.end)
    ? { run }
    : { run, text, ...(order === 'after' && { afterCopies: true }) };
}

/**
 * Where the kept pieces of a RUN stand beside the copies of what others of its pieces make: `update-ca-certificates` behind
 * a certificate, a package before the settings that replace its own.
 */
function orderOf(
  effectsOf: (piece: Piece) => readonly Effect[],
  copied: readonly Piece[],
  kept: readonly Piece[],
): 'before' | 'after' | 'neither' {
  const [first, last] = [copied[0], copied.at(-1)];
  if (!first || !last) return 'before';
  const brings = kept.some(
    (piece) => piece.start < last.start && effectsOf(piece).some(({ does }) => isGuest(does)),
  );
  const reads = kept.some(
    (piece) =>
      piece.start > first.start &&
      effectsOf(piece).some((effect) => isGuest(effect.does) || isOfAll(effect)),
  );
  return reads ? (brings ? 'neither' : 'after') : 'before';
}

/** Whether it brings files of its own to where others may lie. */
function isGuest(does: Deed): boolean {
  return /^(?:anything|globals|packages)$/.test(does);
}

/** Whether it works on the system as such, and so with all that is there: but for users, whom nothing makes but their name. */
function isOfAll({ does, operands = [], into, names = [] }: Effect): boolean {
  return does === 'system' && operands.length === 0 && into === undefined && names.length === 0;
}

/** `set -e` and the variables that a kept command uses stay with it. */
function isSetting({ commands: [command] }: Piece, below: readonly string[]): boolean {
  if (!command || below.length === 0) return false;
  if (programOf(command) === 'set') return true;
  return settingsIn(command).some((name) =>
    below.some((text) => new RegExp(String.raw`\$\{?${name}\b`).test(text)),
  );
}

function settingsIn(command: Command): readonly string[] {
  const bare = command.words.length === 0 ? command.assignments.map(({ name }) => name) : [];
  const exported =
    programOf(command) === 'export'
      ? command.words.slice(1).flatMap(({ text }) => /^\w+/.exec(text)?.[0] ?? [])
      : [];
  return [...bare, ...exported];
}

/** Whether all that an effect works on goes along from the builder anyway. */
function isCovered(
  { does, operands = [], into }: Effect,
  isCarried: (path: string) => boolean,
): boolean {
  const paths = [...operands.map(({ path }) => path), ...(into === undefined ? [] : [into])];
  return does === 'system' && paths.length > 0 && paths.every(isCarried);
}

function wordsWithout(
  { instead }: Choice,
  wanted: ReadonlySet<Effect>,
  isCarried: (path: string) => boolean,
): ReadonlyMap<Word, string> {
  const carried = [...wanted].flatMap(({ operands = [], without = [] }) => [
    ...without,
    ...operands.filter(({ path }) => isCarried(path)).map(({ word }) => word),
  ]);
  return new Map([...instead, ...carried.map((word): [Word, string] => [word, ''])]);
}

function isRelative({ does, operands = [] }: Effect): boolean {
  return does === 'system' && operands.some(({ word }) => /^(?![/~$"'])/.test(word.text));
}

/** Whether a RUN uses files or secrets of the build, which the runtime stage does not have (handbook A73). */
function ofThisBuild(run: Instruction): boolean {
  return mountsOf(run).some(({ type }) => type !== 'cache' && type !== 'tmpfs');
}

function early(run: Instruction): Declined {
  return mixed(
    run,
    'This RUN reads files of the application, which the runtime stage does not have where it would be repeated.',
  );
}

function mixed(
  run: Instruction,
  because = 'This RUN installs system packages that may be needed at run time, and does other things, too.',
): Declined {
  return decline(
    'split-stages/system-packages',
    run,
    because,
    'Give the packages a RUN of their own.',
  );
}
