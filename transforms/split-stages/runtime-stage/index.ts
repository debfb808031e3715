import {
  type Dockerfile,
  finalEnvironment,
  fromSyntax,
  type Instruction,
  type Part,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Edit, Span } from '../../../src/edits.js';
import { groupedBy } from '../../../src/grouping.js';
import { isIgnoreOfInstruction } from '../../../src/ignores.js';
import {
  between,
  cased,
  casedAs,
  endOfStep,
  indentOf,
  lineEnding,
  removals,
  topOf,
} from '../../../src/layout/index.js';
import { type Effect, insert, remove, replace } from '../../../src/transform.js';
import { ownerOf } from './owner.js';
import type { Carried } from '../places/index.js';
import type { Repeat } from '../plan/repeats.js';
import { lastStepIndex, metadataAbove, once, settingsOf } from './settings.js';
import { freeName, isBuilderName } from './stage-name.js';

/** The edits of a split and what they mean. */
interface Split {
  readonly edits: readonly Edit[];
  readonly effect: Effect;
}

/**
 * Makes a stage the builder and appends the runtime stage. The builder keeps every instruction
 * that builds, in place (P-1); what describes the container moves out with its comments; the
 * runtime stage copies from the builder only (P-2).
 *
 * @param gets what the runtime stage gets
 */
export function splitStage(file: Dockerfile, stage: Stage, gets: Gets): Split {
  return new Splitter(file, stage, gets).split();
}

/** What a runtime stage gets of its builder. */
interface Gets {
  /** The application's folder. */
  readonly root: string;
  /** Files and folders outside it. */
  readonly carried: readonly Carried[];
  /** RUNs that it repeats. */
  readonly repeats: readonly Repeat[];
  /** COPYs out of other images, which it repeats. */
  readonly foreign: readonly Instruction[];
  /** Instructions to append to the builder. */
  readonly lastSteps: readonly string[];
}

const pragma = /^#\s*(?:checkov|hadolint|kics|renovate|snyk|trivy)\b/i;

/** Comments that speak to a tool about the line below them; they are true of a copy, too (handbook A13). */
function isPragma(comment: string): boolean {
  return pragma.test(comment) || isIgnoreOfInstruction(comment);
}

/** A line of the runtime stage. */
interface Line {
  readonly text: string;
  /** With the comments above it. */
  readonly withComments: string;
  /** Whether it leaves its old place instead of standing twice. */
  readonly moves: boolean;
}

class Splitter {
  readonly #name: string;
  /** The stage's own name, where it goes to the runtime stage. */
  readonly #handedOn: Part | undefined;
  readonly #lastStep: Instruction;
  readonly #repeats: ReadonlyMap<Instruction, Repeat>;
  readonly #foreign: ReadonlySet<Instruction>;
  readonly #carried: ReadonlyMap<Instruction, readonly Carried[]>;
  readonly #needsShell: boolean;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly gets: Gets,
  ) {
    const own = fromSyntax(stage.from)?.name;
    this.#handedOn = own && !isBuilderName(own.text) ? own : undefined;
    this.#name = own && !this.#handedOn ? own.text : freeName(file);
    this.#lastStep = stage.instructions[lastStepIndex(stage)] ?? stage.from;
    this.#repeats = new Map(gets.repeats.map((one) => [one.run, one]));
    this.#foreign = new Set(gets.foreign);
    this.#carried = groupedBy(gets.carried, ({ at }) => at);
    this.#needsShell = this.#usesShell();
  }

  split(): Split {
    const { file, stage } = this;
    const naming = this.#naming();
    const lines = this.#lines();
    const eol = lineEnding(file.text);
    const gap = between(file);
    const indent = indentOf(file, stage.from);
    const last = this.gets.lastSteps.map((text) => `${gap}${indent}${text}`).join('');
    const header = lines.map(({ withComments }) => `${indent}${withComments}`).join(gap);
    const leaving = [
      ...metadataAbove(this.stage),
      ...this.#settings().filter((one) => this.#isBelow(one)),
    ];
    const edits = [
      ...naming,
      ...removals(file, leaving).map(remove),
      insert(endOfStep(file, this.#lastStep), `${last}${eol}${eol}${header}`),
    ];
    return { edits, effect: this.#effect(lines, naming.length > 0) };
  }

  /** The runtime stage up to where the rest of the file follows as it is. */
  #lines(): readonly Line[] {
    return [
      fresh(this.#runtimeFrom()),
      ...this.#settings().map((one) =>
        this.#isBelow(one) ? this.#moved(one) : this.#repeated(one, isPragma),
      ),
      ...this.stage.instructions.flatMap((one) => this.#systemLines(one)),
      fresh(this.#copy(this.gets.root, ownerOf(this.stage, this.gets.root, this.gets.repeats))),
      ...this.#workdir(),
      ...metadataAbove(this.stage).map((one) => this.#moved(one)),
      ...this.#user(),
    ];
  }

  /** What an instruction of the builder leaves outside the application's folder. */
  #systemLines(one: Instruction): readonly Line[] {
    const repeat = this.#repeats.get(one);
    if (repeat?.text !== undefined) return [this.#withComments(one, repeat.text, isPragma)];
    const shell = one.keyword === 'SHELL' && !this.#isBelow(one) && this.#needsShell;
    if (repeat || shell || this.#foreign.has(one)) return [this.#repeated(one, () => true)];
    return (this.#carried.get(one) ?? []).map(({ path, owner }) => fresh(this.#copy(path, owner)));
  }

  /** The folder in which every image starts needs no WORKDIR. */
  #workdir(): readonly Line[] {
    const workdir = finalEnvironment(this.stage).workdir ?? this.gets.root;
    return workdir === '/' ? [] : [fresh(`${cased(this.file, 'WORKDIR')} ${workdir}`)];
  }

  #settings(): readonly Instruction[] {
    return settingsOf(this.stage, this.#repeatedRuns());
  }

  #repeatedRuns(): readonly Instruction[] {
    return [...this.gets.repeats.map(({ run }) => run), ...this.gets.foreign];
  }

  /** Below the last step nothing builds any more, so that a setting moves instead of standing twice. */
  #isBelow(one: Instruction): boolean {
    return one.start > this.#lastStep.start;
  }

  /** Gives the builder its name, or a new one where its own goes to the runtime stage. */
  #naming(): Edit[] {
    const { imageWord, name } = this.stage;
    if (this.#handedOn) return [replace(this.#handedOn, this.#name)];
    return name === undefined
      ? [insert(imageWord.end, ` ${casedAs(this.file)} ${this.#name}`)]
      : [];
  }

  /** Who builds the stage by its name means the image that runs (handbook P-5). */
  #runtimeFrom(): string {
    const { from } = this.stage;
    return this.file.text.slice(from.start, this.#handedOn?.end ?? this.stage.imageWord.end);
  }

  #from(): string {
    const { from, imageWord } = this.stage;
    return this.file.text.slice(from.start, imageWord.end);
  }

  #copy(path: string, owner: string | undefined): string {
    const chown = owner === undefined ? '' : ` --chown=${owner}`;
    return `${cased(this.file, 'COPY')} --from=${this.#name}${chown} ${path} ${path}`;
  }

  /** SHELL goes along where something is left in the shell form (handbook A76). */
  #usesShell(): boolean {
    const commands = [...once].flatMap(
      (keyword) => this.stage.instructions.findLast((one) => one.keyword === keyword) ?? [],
    );
    return [...commands, ...this.#repeats.keys()].some(({ json }) => !json);
  }

  /** A USER above the last step counts for the container, too. */
  #user(): readonly Line[] {
    const user = this.stage.instructions.findLast(({ keyword }) => keyword === 'USER');
    return user && !this.#isBelow(user) ? [this.#repeated(user, isPragma)] : [];
  }

  #repeated(one: Instruction, keeps: (comment: string) => boolean): Line {
    return this.#withComments(one, this.#textOf(one), keeps);
  }

  #withComments(one: Instruction, text: string, keeps: (comment: string) => boolean): Line {
    const comments = one.comments.map((comment) => this.#textOf(comment)).filter(keeps);
    return {
      text,
      withComments: [...comments, text].join(
        `${lineEnding(this.file.text)}${indentOf(this.file, one)}`,
      ),
      moves: false,
    };
  }

  #moved(one: Instruction): Line {
    return {
      text: this.#textOf(one),
      withComments: this.#textOf({ start: topOf(one), end: one.end }),
      moves: true,
    };
  }

  #textOf({ start, end }: Span): string {
    return this.file.text.slice(start, end);
  }

  #effect(lines: readonly Line[], named: boolean): Effect {
    const from = this.#textOf(this.stage.from);
    const own = this.#handedOn;
    const renamed = own
      ? `${from.slice(0, own.start - this.stage.from.start)}${this.#name}`
      : `${this.#from()} ${casedAs(this.file)} ${this.#name}${from.slice(this.#from().length)}`;
    const writes = lines.filter(({ moves }) => !moves).map(({ text }) => text);
    return {
      stages: 1,
      rewrites: named ? [this.stage.from] : [],
      writes: [...(named ? [renamed] : []), ...this.gets.lastSteps, ...writes],
    };
  }
}

function fresh(text: string): Line {
  return { text, withComments: text, moves: false };
}
