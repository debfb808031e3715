import {
  type Dockerfile,
  fromSyntax,
  type Instruction,
  referenceOf,
  siblingImage,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Edit, Span } from '../../../src/edits.js';
import type { ImageState } from '../../../src/image-state.js';
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
import { lastStepIndex, metadataAbove, settingsOf } from './settings.js';
import { freeName, isBuilderName } from './stage-name.js';

/** A runtime stage on another image than the builder's. */
export interface OtherImage {
  readonly image: string;
  /** Instructions between the settings and the copies. */
  readonly prepared: readonly string[];
  /** What is copied from the builder: source and destination. */
  readonly copies: readonly string[];
  /** Instructions below the copies. */
  readonly finished: readonly string[];
  /** Instructions of the file that get another text, in either stage; an empty one goes away. */
  readonly rewrites: ReadonlyMap<Instruction, string>;
  /** The user is among them: that of the file does not count. */
  readonly ownUser?: boolean;
  /** What of the final image is another on purpose, beside its base. */
  readonly announces: Partial<ImageState>;
  /** Options of the copies, such as `--chown=nonroot:nonroot`. */
  readonly copyFlags?: string;
}

/**
 * Makes a stage the builder, as it is but for the rewrites, and appends a runtime stage on another
 * image, which takes what describes the container along (handbook F.2 and F.3).
 */
export function onOtherImage(
  file: Dockerfile,
  stage: Stage,
  other: OtherImage,
): { readonly edits: readonly Edit[]; readonly effect: Effect } {
  const own = referenceOf(stage);
  const image = siblingImage(own, other.image, file.imageMirrors);
  return new OtherStage(file, stage, { ...other, image }).written();
}

class OtherStage {
  readonly #lastStep: Instruction;
  readonly #name: string;
  readonly #named: boolean;
  readonly #leaving: readonly Instruction[];

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly other: OtherImage,
  ) {
    this.#lastStep = stage.instructions[lastStepIndex(stage)] ?? stage.from;
    const own = fromSyntax(stage.from)?.name?.text;
    this.#named = own !== undefined && isBuilderName(own);
    this.#name = own !== undefined && this.#named ? own : freeName(file);
    this.#leaving = [
      ...metadataAbove(stage),
      ...settingsOf(stage, []).filter((one) => this.#isBelow(one)),
    ];
  }

  written(): { edits: readonly Edit[]; effect: Effect } {
    const { file, other } = this;
    const eol = lineEnding(file.text);
    const gap = between(file);
    const indent = indentOf(file, this.stage.from);
    const header = this.#lines()
      .map((line) => `${indent}${line}`)
      .join(gap);
    const inPlace = [...other.rewrites].filter(([one]) => !this.#leaving.includes(one));
    const gone = inPlace.filter(([, text]) => text === '').map(([one]) => one);
    const edits = [
      ...this.#naming(),
      ...removals(file, [...this.#leaving, ...gone]).map(remove),
      ...inPlace.filter(([, text]) => text !== '').map(([one, text]) => replace(one, text)),
      insert(endOfStep(file, this.#lastStep), `${eol}${eol}${header}`),
    ];
    return { edits, effect: this.#effect() };
  }

  #lines(): string[] {
    const { prepared, finished } = this.other;
    const settings = settingsOf(this.stage, []);
    return [
      this.#from(),
      ...settings.map((one) => (this.#isBelow(one) ? this.#moved(one) : this.#textOf(one))),
      ...prepared,
      ...this.#copies(),
      ...finished,
      ...metadataAbove(this.stage)
        .map((one) => this.#moved(one))
        .filter((text) => text !== ''),
      ...this.#user(),
    ];
  }

  /** Flags such as --platform stay, and a name that names what runs goes to the stage that runs (P-5). */
  #from(): string {
    const { from, imageWord, name } = this.stage;
    const handedOn = name === undefined || this.#named ? '' : ` ${casedAs(this.file)} ${name}`;
    return this.file.text.slice(from.start, imageWord.start) + this.other.image + handedOn;
  }

  #copies(): string[] {
    const flags = ['--from=' + this.#name, this.other.copyFlags].filter(Boolean).join(' ');
    return this.other.copies.map((paths) => `${cased(this.file, 'COPY')} ${flags} ${paths}`);
  }

  /** A USER above the last step counts for the container, too. */
  #user(): string[] {
    const user = this.stage.instructions.findLast(({ keyword }) => keyword === 'USER');
    if (!user || this.#isBelow(user) || this.other.ownUser) return [];
    return [this.#textOf(user)];
  }

  #naming(): Edit[] {
    if (this.#named) return [];
    const { imageWord, from } = this.stage;
    const own = fromSyntax(from)?.name;
    return own
      ? [replace(own, this.#name)]
      : [insert(imageWord.end, ` ${casedAs(this.file)} ${this.#name}`)];
  }

  #moved(one: Instruction): string {
    const text = this.other.rewrites.get(one) ?? this.#textOf(one);
    const comments = this.#textOf({ start: topOf(one), end: one.start });
    return text === '' ? '' : comments + text;
  }

  #isBelow(one: Instruction): boolean {
    return one.start > this.#lastStep.start;
  }

  #textOf({ start, end }: Span): string {
    return this.file.text.slice(start, end);
  }

  #effect(): Effect {
    const { image, prepared, finished, rewrites, announces } = this.other;
    const { from } = this.stage;
    const edits = this.#naming();
    const renamed = edits.map(
      ({ start, end, text }) =>
        this.file.text.slice(from.start, start) + text + this.file.text.slice(end, from.end),
    );
    const user = this.#user();
    const repeated = settingsOf(this.stage, []).filter((one) => !this.#isBelow(one));
    const changed = [...rewrites];
    return {
      stages: 1,
      rewrites: [...(renamed.length > 0 ? [from] : []), ...changed.map(([one]) => one)],
      writes: [
        ...renamed,
        this.#from(),
        ...repeated.map((one) => this.#textOf(one)),
        ...prepared,
        ...this.#copies(),
        ...finished,
        ...user,
        ...changed.map(([, text]) => text).filter((text) => text !== ''),
      ],
      image: { base: image, ...announces },
    };
  }
}
