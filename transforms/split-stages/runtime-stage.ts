import { type Dockerfile, environmentAt, finalEnvironment, type Instruction, type Stage, variablesIn } from '../../src/dockerfile/index.js';
import type { Edit, Span } from '../../src/edits.js';
import { cased, casedAs, lineEnding, wholeLines } from '../../src/layout.js';
import { type Effect, insert, remove } from '../../src/transform.js';

/** What belongs to the running container and does nothing during the build. */
const metadata = new Set(['CMD', 'ENTRYPOINT', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'VOLUME']);
const once = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** The edits of a split and what they mean. */
export interface Split {
  readonly edits: readonly Edit[];
  readonly effect: Effect;
}

/**
 * Makes a stage the builder and appends the runtime stage. The builder keeps every instruction
 * that builds, in place (P-1); what describes the container moves out with its comments; the
 * runtime stage copies from the builder only (P-2).
 */
export function splitStage(file: Dockerfile, stage: Stage, root: string, packages: readonly Instruction[]): Split {
  return new Splitter(file, stage, root, packages).split();
}

class Splitter {
  readonly #name: string;
  readonly #lastStep: Instruction;
  readonly #lastIndex: number;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly root: string,
    /** RUNs that the runtime stage repeats. */
    readonly packages: readonly Instruction[],
  ) {
    this.#name = stage.name ?? freeName(file);
    this.#lastIndex = stage.instructions.findLastIndex((one) => /^(?:RUN|COPY|ADD|WORKDIR)$/.test(one.keyword));
    this.#lastStep = stage.instructions[this.#lastIndex] ?? stage.from;
  }

  split(): Split {
    const naming = this.stage.name === undefined ? [insert(this.stage.imageSpan.end, ` ${casedAs(this.file)} ${this.#name}`)] : [];
    const moved = this.#movedFromAbove();
    const early = this.#settings().filter((one) => this.#isBelow(one));
    const header = this.#header(moved);
    const eol = lineEnding(this.file.text);
    const edits = [
      ...naming,
      ...[...moved, ...early].map((one) => remove(this.#removal(one))),
      insert(this.#lastStep.end, `${eol}${eol}${header.join(eol)}`),
    ];
    return { edits, effect: this.#effect(naming.length > 0) };
  }

  /** ARG and ENV in their order: every ENV, and each ARG that a line of the runtime stage uses. */
  #settings(): Instruction[] {
    const all = this.stage.instructions;
    const used = new Set(all.flatMap((one, index) => (this.#staysInRuntime(one) ? this.#argumentsOf(one, index) : [])));
    for (const [index, one] of [...all.entries()].reverse())
      if (one.keyword === 'ARG' && namesOf(one).some((name) => used.has(name))) for (const name of this.#argumentsOf(one, index)) used.add(name);
    return all.filter((one) => one.keyword === 'ENV' || (one.keyword === 'ARG' && namesOf(one).some((name) => used.has(name))));
  }

  #staysInRuntime(one: Instruction): boolean {
    return one.keyword === 'ENV' || one.keyword === 'USER' || metadata.has(one.keyword) || this.packages.includes(one);
  }

  /** The build arguments that an instruction refers to. */
  #argumentsOf(one: Instruction, index: number): string[] {
    const { scope } = environmentAt(this.stage, index);
    return variablesIn(one.argument, one.escape).filter((name) => scope.isArgument(name));
  }

  /** Metadata above the last step: it goes below, with its comments. Of several CMDs the last counts. */
  #movedFromAbove(): Instruction[] {
    const all = this.stage.instructions;
    return all.slice(0, this.#lastIndex + 1).filter((one, index) => {
      if (!metadata.has(one.keyword)) return false;
      return !once.has(one.keyword) || !all.slice(index + 1).some(({ keyword }) => keyword === one.keyword);
    });
  }

  /** Below the last step nothing builds any more, so that a setting moves instead of standing twice. */
  #isBelow(one: Instruction): boolean {
    return one.start > this.#lastStep.start;
  }

  /** The lines of the runtime stage up to where the rest of the file follows as it is. */
  #header(moved: readonly Instruction[]): string[] {
    const before = this.#settings().map((one) => (this.#isBelow(one) ? this.#withComments(one) : this.#textOf(one)));
    return [this.#from(), ...before, ...this.#shell(), ...this.packages.map((one) => this.#textOf(one)), this.#copy(), this.#workdir(), ...moved.map((one) => this.#withComments(one)), ...this.#user()];
  }

  #from(): string {
    const { from, imageSpan } = this.stage;
    return this.file.text.slice(from.start, imageSpan.end);
  }

  #copy(): string {
    const { user } = finalEnvironment(this.stage);
    const owner = user !== undefined && /^(?:node|1000)/.test(user) ? ' --chown=node:node' : '';
    return `${cased(this.file, 'COPY')} --from=${this.#name}${owner} ${this.root} ${this.root}`;
  }

  #workdir(): string {
    return `${cased(this.file, 'WORKDIR')} ${finalEnvironment(this.stage).workdir ?? this.root}`;
  }

  /** SHELL goes along where something is left in the shell form (handbook A76). */
  #shell(): string[] {
    const shell = this.stage.instructions.findLast(({ keyword }) => keyword === 'SHELL');
    const uses = [...once].some((keyword) => {
      const last = this.stage.instructions.findLast((one) => one.keyword === keyword);
      return last && !last.json;
    });
    return shell && uses && !this.#isBelow(shell) ? [this.#textOf(shell)] : [];
  }

  /** A USER above the last step counts for the container, too. */
  #user(): string[] {
    const user = this.stage.instructions.findLast(({ keyword }) => keyword === 'USER');
    return user && !this.#isBelow(user) ? [this.#textOf(user)] : [];
  }

  #textOf({ start, end }: Span): string {
    return this.file.text.slice(start, end);
  }

  #withComments(one: Instruction): string {
    const start = one.comments[0]?.start ?? one.start;
    return this.file.text.slice(start, one.end);
  }

  /** The lines of an instruction and its comments, and one blank line where two would meet. */
  #removal(one: Instruction): Span {
    const { text } = this.file;
    const lines = wholeLines(this.file, { start: one.comments[0]?.start ?? one.start, end: one.end });
    const above = /(?:^|\n)[\t ]*\r?\n$/.test(text.slice(0, lines.start));
    const blank = /^[\t ]*\r?\n/.exec(text.slice(lines.end))?.[0] ?? '';
    if (lines.end === text.length && !text.endsWith('\n')) return { start: lines.start - lineEnding(text).length, end: lines.end };
    return above && blank !== '' ? { start: lines.start, end: lines.end + blank.length } : lines;
  }

  #effect(named: boolean): Effect {
    const { from } = this.stage;
    const fromText = this.file.text.slice(from.start, from.end);
    const repeated = this.#settings().filter((one) => !this.#isBelow(one));
    const renamed = `${this.#from()} ${casedAs(this.file)} ${this.#name}${fromText.slice(this.#from().length)}`;
    return {
      stages: 1,
      rewrites: named ? [from] : [],
      writes: [
        ...(named ? [renamed] : []),
        this.#from(),
        ...repeated.map((one) => this.#textOf(one)),
        ...this.#shell(),
        ...this.packages.map((one) => this.#textOf(one)),
        this.#copy(),
        this.#workdir(),
        ...this.#user(),
      ],
    };
  }
}

function namesOf({ argument }: Instruction): string[] {
  return argument.split(/\s+/).map((word) => word.replace(/=.*$/s, ''));
}

/** A stage name that nothing in the file uses (handbook A42, A43, H13). */
function freeName({ text }: Dockerfile): string {
  const names = ['builder', 'build', ...Array.from({ length: 9 }, (_, index) => `builder-${index + 1}`)];
  const words = new Set(text.toLowerCase().split(/[\s=,"']+/));
  return names.find((name) => !words.has(name)) ?? 'slim-builder';
}
