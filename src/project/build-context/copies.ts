import { posix } from 'node:path';
import {
  type Environment,
  environmentAt,
  expand,
  type Instruction,
  sourceStages,
  splitWords,
  type Stage,
} from '../../dockerfile/index.js';
import { groupedBy } from '../../grouping.js';
import { rememberedFor } from '../../memo.js';
import { foldersTo } from '../../path-folders.js';

/** A COPY or ADD with its paths resolved; undefined where a variable decides. */
export interface Copy {
  readonly instruction: Instruction;
  readonly sources: readonly string[];
  /** An absolute path in the image; a trailing slash is kept. */
  readonly destination: string;
  /** The stage that it copies from; absent for the build context. */
  readonly stage?: Stage;
}

/** Whether an instruction copies files into the image. */
export function isCopy({ keyword }: Instruction): boolean {
  return keyword === 'COPY' || keyword === 'ADD';
}

/** Resolves the copies of a stage, in order; undefined stands for one that can't be resolved. */
export function copiesOf(stage: Stage, stages: readonly Stage[]): readonly (Copy | undefined)[] {
  const all = copiesAmong(stages)(stage);
  return all.filter((_, index) => isCopy(stage.instructions[index] as Instruction));
}

/** Resolves the COPY or ADD at an index of a stage. */
export function copyAt(stage: Stage, index: number, stages: readonly Stage[]): Copy | undefined {
  return copiesAmong(stages)(stage)[index];
}

/** By the indexes of their instructions: every path that is traced back asks for them again. */
const copiesAmong = rememberedFor((stages: readonly Stage[]) =>
  rememberedFor((stage: Stage): readonly (Copy | undefined)[] =>
    stage.instructions.map((one, index) =>
      isCopy(one) ? resolved(one, environmentAt(stage, index), stage, stages) : undefined,
    ),
  ),
);

function resolved(
  instruction: Instruction,
  { workdir, scope }: Environment,
  stage: Stage,
  stages: readonly Stage[],
): Copy | undefined {
  const written = instruction.json ?? splitWords(instruction.argument, instruction.escape);
  const words = written.map((word) => expand(word, scope.variable, instruction.escape));
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || workdir === undefined || sources.includes(undefined))
    return undefined;
  const from = instruction.flags.some(({ name }) => name === 'from');
  const [source] = sourceStages(instruction, stage, stages);
  if (from && !source) return undefined;
  const destination =
    posix.resolve(workdir, target) + (/(^|\/)\.?\/?$/.test(target) && target !== '' ? '/' : '');
  return {
    instruction,
    sources: withoutHeredocs(instruction, sources as string[], destination),
    destination,
    ...(source && { stage: source }),
  };
}

const archive = /\.(?:tar(?:\.\w+)?|t[bglx]z2?|tzst)$/;

/**
 * Whether ADD unpacks a source, as far as its name tells (handbook A71): an archive of the build context, and one
 * from an address where `--unpack` says so.
 */
export function isUnpacked({ keyword, flags }: Instruction, source: string): boolean {
  const flag = flags.find(({ name }) => name === 'unpack');
  const unpacks = flag ? flag.value !== 'false' : !source.includes('://');
  return keyword === 'ADD' && unpacks && archive.test(source);
}

/** A name for the file that a heredoc writes, as if it lay in the build context. */
export function heredocSource(destination: string, name: string): string {
  return `heredoc:${destination.endsWith('/') ? `${destination}${name}` : destination}`;
}

/** Whether a path is such a name. */
export function isHeredoc(path: string): boolean {
  return path.startsWith('heredoc:');
}

/** The sources of a copy, with such names for its heredocs, which come in the order of their bodies. */
function withoutHeredocs(
  { line: { heredocs } }: Instruction,
  sources: readonly string[],
  destination: string,
): readonly string[] {
  if (heredocs.length === 0) return sources;
  const names = heredocs.map(({ name }) => heredocSource(destination, name));
  return sources.map((source) => (source.startsWith('<<') ? (names.shift() ?? source) : source));
}

/** Where a copy puts its files, without the slash at the end. */
export function folderOfCopy({ destination }: Copy): string {
  return destination.replace(/\/+$/, '') || '/';
}

/**
 * The copies of a stage that may bring a path, the last one first: those to the path itself, or to a
 * folder above it.
 *
 * @param path absolute
 */
export function copiesTo(stage: Stage, stages: readonly Stage[], path: string): readonly Copy[] {
  const known = copiesByFolder(stages)(stage);
  const found = foldersTo(path).flatMap((folder) => known.get(folder) ?? []);
  return found.toSorted((a, b) => b.instruction.start - a.instruction.start);
}

const copiesByFolder = rememberedFor((stages: readonly Stage[]) =>
  rememberedFor((stage: Stage) =>
    groupedBy(
      copiesOf(stage, stages).filter((copy) => copy !== undefined),
      folderOfCopy,
    ),
  ),
);
