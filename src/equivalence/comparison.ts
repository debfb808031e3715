import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import { onDemand } from '../memo.js';
import { shortened } from '../sentence.js';
import type { Effect } from '../transform.js';

/** A file before and after a transform, and what the transform announced. */
export interface Comparison {
  readonly before: Dockerfile;
  readonly after: Dockerfile;
  readonly effects: readonly Effect[];
  /** Instructions of the input that are announced to go away or to change. */
  readonly rewritten: ReadonlySet<Instruction>;
  /** The instructions between those with which both files begin and those with which both end. */
  readonly changed: Changed;
  /** The texts of the instructions of the input. */
  readonly texts: () => ReadonlySet<string>;
}

interface Changed {
  readonly before: readonly Instruction[];
  readonly after: readonly Instruction[];
}

/** Puts together what the checks look at. */
export function comparisonOf(
  before: Dockerfile,
  after: Dockerfile,
  effects: readonly Effect[],
): Comparison {
  return {
    before,
    after,
    effects,
    rewritten: rewrittenIn(before, effects),
    changed: changedIn(before, after),
    texts: onDemand(() => new Set(before.instructions.map((one) => textOf(before, one)))),
  };
}

/** A change leaves most of a file as it is: what is the same on both sides from either end. */
function changedIn(before: Dockerfile, after: Dockerfile): Changed {
  const [was, is] = [before.instructions, after.instructions];
  const isSame = (one: Instruction | undefined, other: Instruction | undefined): boolean =>
    one !== undefined && other !== undefined && textOf(before, one) === textOf(after, other);
  const shorter = Math.min(was.length, is.length);
  let first = 0;
  while (first < shorter && isSame(was[first], is[first])) first += 1;
  let last = 0;
  while (first + last < shorter && isSame(was.at(-1 - last), is.at(-1 - last))) last += 1;
  return {
    before: was.slice(first, was.length - last),
    after: is.slice(first, is.length - last),
  };
}

/** A step that is "rewritten" to the text it has stays: moving it must not pass as a change. */
function rewrittenIn(before: Dockerfile, effects: readonly Effect[]): Set<Instruction> {
  const written = new Map<string, number>();
  for (const text of effects.flatMap(({ writes = [] }) => writes))
    written.set(text, (written.get(text) ?? 0) + 1);
  const isRewritten = (one: Instruction): boolean => {
    if (!isStep(one)) return true;
    const left = written.get(textOf(before, one)) ?? 0;
    written.set(textOf(before, one), left - 1);
    return left <= 0;
  };
  return new Set(effects.flatMap(({ rewrites = [] }) => rewrites).filter(isRewritten));
}

const buildKeywords = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Whether an instruction runs during the build: WORKDIR makes its folder (handbook A60). */
export function isStep({ keyword }: Instruction): boolean {
  return buildKeywords.has(keyword);
}

/** An instruction as it stands in its file. */
export function textOf({ text }: Dockerfile, { start, end }: Instruction): string {
  return text.slice(start, end);
}

/** An instruction as messages quote it. */
export function quoted(file: Dockerfile, instruction: Instruction): string {
  return `"${firstLine(textOf(file, instruction))}"`;
}

/** As much of a text as a message can hold. */
export function firstLine(text: string): string {
  return shortened(text.split(/\r?\n/, 1)[0] ?? '', 100);
}

/** How often each text occurs. */
export function tally(texts: Iterable<string>): Map<string, number> {
  const count = new Map<string, number>();
  for (const text of texts) count.set(text, (count.get(text) ?? 0) + 1);
  return count;
}

/** The name of a stage as references find it, whatever its casing. */
export function stageName({ name }: Stage): string | undefined {
  return name?.toLowerCase();
}

/** Whether a shell is the one of before, or the one that a change announced in its place. */
export function isSameShell(was: string, is: string, { effects }: Comparison): boolean {
  return (
    was === is ||
    effects.some(({ shell }) => shell?.from.join(' ') === was && shell.to.join(' ') === is)
  );
}
