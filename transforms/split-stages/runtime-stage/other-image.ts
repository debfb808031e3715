import {
  type Dockerfile,
  type Instruction,
  referenceOf,
  siblingImage,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Edit } from '../../../src/edits.js';
import type { ImageState } from '../../../src/image-state.js';
import { cased, casedAs, removals, topOf } from '../../../src/layout/index.js';
import { type Effect, remove, replace } from '../../../src/transform.js';
import { Builder } from './builder.js';
import { metadataAbove, settingsOf } from './settings.js';

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
  readonly #builder: Builder;
  readonly #settings: readonly Instruction[];

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly other: OtherImage,
  ) {
    this.#builder = new Builder(file, stage);
    this.#settings = settingsOf(stage, []);
  }

  written(): { edits: readonly Edit[]; effect: Effect } {
    const leaving = this.#builder.leaving(this.#settings);
    const inPlace = [...this.other.rewrites].filter(([one]) => !leaving.includes(one));
    // Comments stay, whatever they were about.
    const gone = inPlace
      .filter(([, text]) => text === '')
      .map(([one]): Instruction => ({ ...one, comments: [] }));
    const edits = [
      ...this.#builder.naming(),
      ...removals(this.file, [...leaving, ...gone]).map(remove),
      ...inPlace.filter(([, text]) => text !== '').map(([one, text]) => replace(one, text)),
      this.#builder.followedBy(this.#lines()),
    ];
    return { edits, effect: this.#effect() };
  }

  #lines(): string[] {
    const { prepared, finished } = this.other;
    return [
      this.#from(),
      ...this.#settings.map((one) =>
        this.#builder.isBelow(one) ? this.#moved(one) : this.#builder.textOf(one),
      ),
      ...prepared,
      ...this.#copies(),
      ...finished,
      ...metadataAbove(this.stage)
        .map((one) => this.#moved(one))
        .filter((text) => text !== ''),
      ...this.#user(),
    ];
  }

  /** Flags such as --platform stay. */
  #from(): string {
    const { from, imageWord } = this.stage;
    const own = this.#builder.handedOn?.text;
    const name = own === undefined ? '' : ` ${casedAs(this.file)} ${own}`;
    return this.file.text.slice(from.start, imageWord.start) + this.other.image + name;
  }

  #copies(): string[] {
    const flags = ['--from=' + this.#builder.name, this.other.copyFlags].filter(Boolean).join(' ');
    return this.other.copies.map((paths) => `${cased(this.file, 'COPY')} ${flags} ${paths}`);
  }

  #user(): string[] {
    const user = this.other.ownUser ? undefined : this.#builder.user();
    return user ? [this.#builder.textOf(user)] : [];
  }

  #moved(one: Instruction): string {
    const text = this.other.rewrites.get(one) ?? this.#builder.textOf(one);
    const comments = this.#builder.textOf({ start: topOf(one), end: one.start });
    return text === '' ? '' : comments + text;
  }

  #effect(): Effect {
    const { image, prepared, finished, rewrites, announces } = this.other;
    const renamed = this.#builder.renamed();
    const repeated = this.#settings.filter((one) => !this.#builder.isBelow(one));
    const changed = [...rewrites];
    return {
      stages: 1,
      rewrites: [...(renamed.length > 0 ? [this.stage.from] : []), ...changed.map(([one]) => one)],
      writes: [
        ...renamed,
        this.#from(),
        ...repeated.map((one) => this.#builder.textOf(one)),
        ...prepared,
        ...this.#copies(),
        ...finished,
        ...this.#user(),
        ...changed.map(([, text]) => text).filter((text) => text !== ''),
      ],
      image: { base: image, ...announces },
    };
  }
}
