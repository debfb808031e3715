import { environmentAt, sourceStages, type Stage } from '../dockerfile/index.js';
import { type Comparison, isStep, quoted, textOf } from './comparison.js';
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
    const places = this.#placesAfter();
    let last = -1;
    this.#was.readings.forEach(({ instruction }, index) => {
      if (!isStep(instruction) || this.comparison.rewritten.has(instruction)) return;
      const place = places.get(textOf(before, instruction))?.next(last);
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

  /** Where each text stands among the steps after. */
  #placesAfter(): Map<string, Places> {
    const places = new Map<string, Places>();
    this.#is.readings.forEach(({ instruction }, index) => {
      if (!isStep(instruction)) return;
      const text = textOf(this.comparison.after, instruction);
      places.set(text, (places.get(text) ?? new Places()).with(index));
    });
    return places;
  }

  #advance(was: number, is: number): void {
    const announced = (reading: Reading): boolean => this.#isAnnounced(reading);
    for (const name of this.#was.advance(was)) this.#compare(name);
    for (const name of this.#is.advance(is, announced)) this.#compare(name);
  }

  /** An ENV with a text of its own in effect.writes is meant to be seen by the steps below it. */
  #isAnnounced({ instruction }: Reading): boolean {
    const { after, texts } = this.comparison;
    return instruction.keyword === 'ENV' && !texts.has(textOf(after, instruction));
  }

  #compare(name: string): void {
    const same = this.#was.values.get(name) === this.#is.values.get(name);
    if (same || this.#is.announced.has(name)) this.#different.delete(name);
    else this.#different.add(name);
  }

  /** What is different for the step at which both sides are. */
  #circumstances(): string | undefined {
    const { instruction } = this.#is;
    const [was, is] = [this.#was.settings(), this.#is.settings()];
    const run = instruction.keyword === 'RUN';
    const user = run || instruction.keyword === 'WORKDIR';
    if (was.workdir !== is.workdir) return `in "${is.workdir}", not in "${was.workdir}"`;
    if (user && was.user !== is.user) return `as "${is.user}", not as "${was.user}"`;
    if (run && was.shell !== is.shell) return `in the shell "${is.shell}", not in "${was.shell}"`;
    const { before, after } = this.comparison;
    if (this.#was.sources(before.stages) !== this.#is.sources(after.stages))
      return 'on files of another stage';
    const [variable] = run ? this.#different : [];
    return variable === undefined ? undefined : `with another value of ${variable || 'a variable'}`;
  }
}

/** The places of one text, asked for in ascending order. */
class Places {
  readonly #all: number[] = [];
  #at = 0;

  with(place: number): this {
    this.#all.push(place);
    return this;
  }

  /** The first place behind another one. */
  next(last: number): number | undefined {
    while ((this.#all[this.#at] ?? Infinity) <= last) this.#at += 1;
    return this.#all[this.#at];
  }
}

/** A way through a stage, with what is in force on it. */
class Cursor {
  readonly values: Map<string, number>;
  /** Variables whose new value a change announced. */
  readonly announced = new Set<string>();
  #at = 0;
  #workdir = '?';
  #user = '?';

  constructor(readonly read: ReadStage) {
    this.values = new Map(read.start);
  }

  get stage(): Stage {
    return this.read.stage;
  }

  get readings(): ReadStage['readings'] {
    return this.read.readings;
  }

  get instruction(): Reading['instruction'] {
    return (this.readings[this.#at] as Reading).instruction;
  }

  /** Goes on to an instruction and names the variables that were set on the way. */
  *advance(to: number, announced: (reading: Reading) => boolean = () => false): Iterable<string> {
    for (; this.#at < to; this.#at += 1) {
      const reading = this.readings[this.#at] as Reading;
      const { keyword, argument } = reading.instruction;
      if (keyword === 'WORKDIR') this.#workdir = argument;
      if (keyword === 'USER') this.#user = argument;
      for (const [name, origin] of reading.sets) {
        this.values.set(name, origin);
        if (announced(reading)) this.announced.add(name);
        yield name;
      }
    }
  }

  /** Folder, user and shell; where variables decide, as they are written. */
  settings(): { workdir: string; user: string; shell: string } {
    const { workdir, user, shell } = environmentAt(this.stage, this.#at);
    return {
      workdir: workdir ?? this.#workdir,
      user: user ?? this.#user,
      shell: shell?.join(' ') ?? '?',
    };
  }

  /** The stages of a file whose files come in. */
  sources(stages: readonly Stage[]): string {
    const { instruction, stage } = this;
    if (!instruction.flags.some(({ name }) => name === 'from' || name === 'mount')) return '';
    const found = sourceStages(instruction, stages.slice(0, stage.index));
    return found.map(({ index }) => index).join();
  }
}
