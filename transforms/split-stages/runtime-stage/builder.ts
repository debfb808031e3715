import {
  type Dockerfile,
  fromSyntax,
  type Instruction,
  type Part,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Edit, Span } from '../../../src/edits.js';
import { between, casedAs, endOfStep, indentOf, lineEnding } from '../../../src/layout/index.js';
import { insert, replace } from '../../../src/transform.js';
import { lastStepIndex, metadataAbove } from './settings.js';
import { freeName, isBuilderName } from './stage-name.js';

/** The stage that builds, once another one runs. */
export class Builder {
  readonly name: string;
  /** The stage's own name, where it goes to the runtime stage: who builds by it means what runs (handbook P-5). */
  readonly handedOn: Part | undefined;
  readonly #lastStep: Instruction;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
  ) {
    const own = fromSyntax(stage.from)?.name;
    this.handedOn = own && !isBuilderName(own.text) ? own : undefined;
    this.name = own && !this.handedOn ? own.text : freeName(file);
    this.#lastStep = stage.instructions[lastStepIndex(stage)] ?? stage.from;
  }

  /** Below the last step nothing builds any more, so that a setting moves instead of standing twice. */
  isBelow(one: Instruction): boolean {
    return one.start > this.#lastStep.start;
  }

  /** What goes to the runtime stage, out of this one. */
  leaving(settings: readonly Instruction[]): Instruction[] {
    return [...metadataAbove(this.stage), ...settings.filter((one) => this.isBelow(one))];
  }

  /** A USER above the last step counts for the container, too. */
  user(): Instruction | undefined {
    const user = this.stage.instructions.findLast(({ keyword }) => keyword === 'USER');
    return user && !this.isBelow(user) ? user : undefined;
  }

  /** Gives the builder its name, or a new one where its own goes to the runtime stage. */
  naming(): Edit[] {
    const { imageWord, name } = this.stage;
    if (this.handedOn) return [replace(this.handedOn, this.name)];
    return name === undefined ? [insert(imageWord.end, ` ${casedAs(this.file)} ${this.name}`)] : [];
  }

  /** Its FROM, where it gets another name. */
  renamed(): string[] {
    const { from } = this.stage;
    return this.naming().map(
      ({ start, end, text }) =>
        this.textOf({ start: from.start, end: start }) +
        text +
        this.textOf({ start: end, end: from.end }),
    );
  }

  /** Below its last step: some steps more, and the lines of the runtime stage. */
  followedBy(lines: readonly string[], steps: readonly string[] = []): Edit {
    const { file, stage } = this;
    const eol = lineEnding(file.text);
    const gap = between(file);
    const indent = indentOf(file, stage.from);
    const last = steps.map((text) => `${gap}${indent}${text}`).join('');
    const header = lines.map((line) => `${indent}${line}`).join(gap);
    return insert(endOfStep(file, this.#lastStep), `${last}${eol}${eol}${header}`);
  }

  /** The text of the file between two places. */
  textOf({ start, end }: Span): string {
    return this.file.text.slice(start, end);
  }
}
