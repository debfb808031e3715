import { type Instruction, splitWords } from '../dockerfile/index.js';
import { type Comparison, isSameShell, isStep, quoted, textOf } from './comparison.js';
import { Cursor, Places } from './cursor.js';
import { onDemand } from '../memo.js';
import type { Reading, ReadStage } from './origins.js';

/** Build steps keep their stage, their order, their sources and the environment they run in. */
export function buildDifferences(
  comparison: Comparison,
  before: readonly ReadStage[],
  after: readonly ReadStage[],
): string[] {
  return before.flatMap((was, index) => {
    const is = after[index];
    return is ? new StageComparison(comparison, was, is).differences() : [];
  });
}

/** A stage before and after, its steps in pairs. */
class StageComparison {
  readonly #found: string[] = [];
  /** The variables that are not the same at the place where both sides are now. */
  readonly #different = new Set<string>();
  readonly #was: Cursor;
  readonly #is: Cursor;

  constructor(
    readonly comparison: Comparison,
    was: ReadStage,
    is: ReadStage,
  ) {
    this.#was = new Cursor(was);
    this.#is = new Cursor(is);
    for (const name of [...was.start.keys(), ...is.start.keys()]) this.#compare(name);
  }

  differences(): string[] {
    const { before, after } = this.comparison;
    let last = -1;
    this.#was.readings.forEach(({ instruction }, index) => {
      if (!isStep(instruction) || this.comparison.rewritten.has(instruction)) return;
      const place = this.#placeBehind(last, textOf(before, instruction));
      if (place === undefined) {
        this.#found.push(
          `${quoted(before, instruction)} is not in its place in stage ${this.#was.stage.index}`,
        );
        return;
      }
      last = place;
      this.#advance(index, place);
      const problem = this.#circumstances();
      if (problem) this.#found.push(`${quoted(after, this.#is.instruction)} would run ${problem}`);
    });
    return this.#found;
  }

  /** Where a text stands next among the steps after: nearly always it is the next step of all. */
  #placeBehind(last: number, text: string): number | undefined {
    const { readings } = this.#is;
    const { after } = this.comparison;
    let next = last + 1;
    while (next < readings.length && !isStep((readings[next] as Reading).instruction)) next += 1;
    const step = readings[next]?.instruction;
    if (step && textOf(after, step) === text) return next;
    return this.#placesAfter().get(text)?.next(last);
  }

  /** Where each text stands among the steps after. */
  readonly #placesAfter = onDemand(() => {
    const places = new Map<string, Places>();
    this.#is.readings.forEach(({ instruction }, index) => {
      if (!isStep(instruction)) return;
      const text = textOf(this.comparison.after, instruction);
      places.set(text, (places.get(text) ?? new Places()).with(index));
    });
    return places;
  });

  #advance(was: number, is: number): void {
    const announced = (reading: Reading): boolean => this.#isAnnounced(reading);
    for (const name of this.#was.advance(was)) this.#compare(name);
    for (const name of this.#is.advance(is, announced)) this.#compare(name);
  }

  /** An ENV with a text of its own in effect.writes is meant to be seen by the steps below it. */
  #isAnnounced({ instruction }: Reading): boolean {
    const { after, texts } = this.comparison;
    return instruction.keyword === 'ENV' && !texts().has(textOf(after, instruction));
  }

  #compare(name: string): void {
    const same = this.#was.values.get(name) === this.#is.values.get(name);
    if (same || this.#is.announced.has(name)) this.#different.delete(name);
    else this.#different.add(name);
  }

  /** Whether another FROM brings another user with it, as a change announced. */
  #getsUser(): boolean {
    const { effects, rewritten } = this.comparison;
    return (
      rewritten.has(this.#was.stage.from) && effects.some(({ image }) => image?.user !== undefined)
    );
  }

  /** What is different for the step at which both sides are. */
  #circumstances(): string | undefined {
    const { instruction } = this.#is;
    const [was, is] = [this.#was.settings(), this.#is.settings()];
    const run = instruction.keyword === 'RUN';
    const user = run || (instruction.keyword === 'WORKDIR' && !this.#getsUser());
    if (!isAbsolute(instruction) && was.workdir !== is.workdir)
      return `in "${is.workdir}", not in "${was.workdir}"`;
    if (user && was.user !== is.user) return `as "${is.user}", not as "${was.user}"`;
    const shell = run && instruction.json === undefined;
    if (shell && !isSameShell(was.shell, is.shell, this.comparison))
      return `in the shell "${is.shell}", not in "${was.shell}"`;
    const { before, after } = this.comparison;
    if (this.#was.sources(before.stages) !== this.#is.sources(after.stages))
      return 'on files of another stage';
    const [variable] = run ? this.#different : [];
    return variable === undefined ? undefined : `with another value of ${variable || 'a variable'}`;
  }
}

/** Whatever folder is in force, an absolute path leads to where it leads. */
function isAbsolute({ keyword, argument, json, escape }: Instruction): boolean {
  if (keyword === 'RUN') return false;
  const target = json?.at(-1) ?? splitWords(argument, escape).at(-1);
  return target?.startsWith('/') === true;
}
