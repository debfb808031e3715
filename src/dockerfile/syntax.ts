import type { Span } from '../edits.js';
import { rememberedFor } from '../memo.js';
import { argumentSpan, type Instruction } from './instruction.js';
import { type Pair, pairsIn } from './pairs.js';
import { isBorneOut } from './second-reading.js';
import { type PlacedWord, plainWordsIn } from './words.js';

/** A part of an instruction: its text and its place in the file. */
export interface Part extends Span {
  readonly text: string;
}

/** `FROM image [AS name]`. */
interface FromSyntax {
  readonly image: Part;
  readonly name?: Part;
}

/** `NAME=value` of ENV, ARG and LABEL; name and value as written, quotes included. */
export interface Property extends Span {
  readonly name: string;
  readonly value?: string | undefined;
  readonly valueSpan?: Span | undefined;
}

/** Image and stage name of a FROM; undefined when they can't be told for sure. */
export function fromSyntax(instruction: Instruction): FromSyntax | undefined {
  if (instruction.keyword !== 'FROM') return undefined;
  const [image, , name] = plainWordsIn(instruction.argument);
  const parts = name ? [image, name] : [image];
  if (!image || !isBorneOut(instruction, parts)) return undefined;
  return { image: part(instruction, image), ...(name && { name: part(instruction, name) }) };
}

/** The properties of ENV, ARG or LABEL in order; undefined when they can't be told for sure. */
export const propertiesOf = rememberedFor(
  (instruction: Instruction): readonly Property[] | undefined => {
    const { keyword, argument, escape } = instruction;
    const pairs = pairsIn(keyword, argument, escape);
    if (typeof pairs === 'string') return undefined;
    // To dockerfile-ast an ARG has one name, to BuildKit any number.
    const agreed =
      keyword === 'ARG'
        ? pairs.every((pair) => isBorneOut(instruction, [pair], pair))
        : isBorneOut(instruction, pairs);
    return agreed ? pairs.map((pair) => property(instruction, pair)) : undefined;
  },
);

function property(instruction: Instruction, { name, value, valueAt, start, end }: Pair): Property {
  const span = argumentSpan(instruction, start, end);
  const valueSpan = valueAt === undefined ? undefined : argumentSpan(instruction, valueAt, end);
  return { name, value, valueSpan, start: span.start, end: span.end };
}

function part(instruction: Instruction, { text, start, end }: PlacedWord): Part {
  const span = argumentSpan(instruction, start, end);
  return { text, start: span.start, end: span.end };
}
