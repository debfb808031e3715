import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Edit } from '../../../src/edits.js';
import { groupedBy } from '../../../src/grouping.js';
import { isIgnoreOfInstruction } from '../../../src/ignores.js';
import { cased, indentOf, lineEnding, removals, topOf } from '../../../src/layout/index.js';
import { type Effect, remove } from '../../../src/transform.js';
import { ownerOf } from './owner.js';
import type { Carried } from '../places/index.js';
import type { Repeat } from '../plan/repeats.js';
import { Builder } from './builder.js';
import { metadataAbove, once, settingsOf } from './settings.js';

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
  readonly #builder: Builder;
  readonly #repeats: ReadonlyMap<Instruction, Repeat>;
  readonly #foreign: ReadonlySet<Instruction>;
  readonly #carried: ReadonlyMap<Instruction, readonly Carried[]>;
  readonly #needsShell: boolean;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly gets: Gets,
  ) {
    this.#builder = new Builder(file, stage);
    this.#repeats = new Map(gets.repeats.map((one) => [one.run, one]));
    this.#foreign = new Set(gets.foreign);
    this.#carried = groupedBy(gets.carried, ({ at }) => at);
    this.#needsShell = this.#usesShell();
  }

  split(): Split {
    const lines = this.#lines();
    const edits = [
      ...this.#builder.naming(),
      ...removals(this.file, this.#builder.leaving(this.#settings())).map(remove),
      this.#builder.followedBy(
        lines.map(({ withComments }) => withComments),
        this.gets.lastSteps,
      ),
    ];
    return { edits, effect: this.#effect(lines) };
  }

  /** The runtime stage up to where the rest of the file follows as it is. */
  #lines(): readonly Line[] {
    return [
      fresh(this.#from()),
      ...this.#settings().map((one) =>
        this.#builder.isBelow(one) ? this.#moved(one) : this.#repeated(one, isPragma),
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
    const copies = (this.#carried.get(one) ?? []).map(({ path, owner }) =>
      fresh(this.#copy(path, owner)),
    );
    if (repeat?.text !== undefined) {
      const again = this.#withComments(one, repeat.text, isPragma);
      return repeat.afterCopies === true ? [...copies, again] : [again, ...copies];
    }
    const shell = one.keyword === 'SHELL' && !this.#builder.isBelow(one) && this.#needsShell;
    if (repeat || shell || this.#foreign.has(one)) return [this.#repeated(one, () => true)];
    return copies;
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

  #from(): string {
    const { from, imageWord } = this.stage;
    const { start } = from;
    return this.#builder.textOf({ start, end: (this.#builder.handedOn ?? imageWord).end });
  }

  #copy(path: string, owner: string | undefined): string {
    const chown = owner === undefined ? '' : ` --chown=${owner}`;
    return `${cased(this.file, 'COPY')} --from=${this.#builder.name}${chown} ${path} ${path}`;
  }

  /** SHELL goes along where something is left in the shell form (handbook A76). */
  #usesShell(): boolean {
    const commands = [...once].flatMap(
      (keyword) => this.stage.instructions.findLast((one) => one.keyword === keyword) ?? [],
    );
    return [...commands, ...this.#repeats.keys()].some(({ json }) => !json);
  }

  #user(): readonly Line[] {
    const user = this.#builder.user();
    return user ? [this.#repeated(user, isPragma)] : [];
  }

  #repeated(one: Instruction, keeps: (comment: string) => boolean): Line {
    return this.#withComments(one, this.#builder.textOf(one), keeps);
  }

  #withComments(one: Instruction, text: string, keeps: (comment: string) => boolean): Line {
    const comments = one.comments.map((comment) => this.#builder.textOf(comment)).filter(keeps);
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
      text: this.#builder.textOf(one),
      withComments: this.#builder.textOf({ start: topOf(one), end: one.end }),
      moves: true,
    };
  }

  #effect(lines: readonly Line[]): Effect {
    const renamed = this.#builder.renamed();
    const writes = lines.filter(({ moves }) => !moves).map(({ text }) => text);
    return {
      stages: 1,
      rewrites: renamed.length > 0 ? [this.stage.from] : [],
      writes: [...renamed, ...this.gets.lastSteps, ...writes],
    };
  }
}

function fresh(text: string): Line {
  return { text, withComments: text, moves: false };
}
