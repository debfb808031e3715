import { DockerfileParser, From, PropertyInstruction } from 'dockerfile-ast';
import type { Span } from '../edits.js';
import { rememberedByText, rememberedFor } from '../memo.js';
import { argumentSpan, type Instruction } from './instruction.js';
import { type Pair, pairsIn } from './pairs.js';
import { type PlacedWord, plainWordsIn } from './words.js';

/** A part of an instruction: its text and its place in the file. */
export interface Part extends Span {
  readonly text: string;
}

/** `FROM image [AS name]`. */
export interface FromSyntax {
  readonly image: Part;
  readonly name?: Part;
}

/** `NAME=value` of ENV, ARG and LABEL; name and value as written, quotes included. */
export interface Property extends Span {
  readonly name: string;
  readonly value?: string;
  readonly valueSpan?: Span;
}

/** Image and stage name of a FROM; undefined when they can't be told for sure. */
export function fromSyntax(instruction: Instruction): FromSyntax | undefined {
  if (instruction.keyword !== 'FROM') return undefined;
  const [image, , name] = plainWordsIn(instruction.argument);
  const parts = name ? [image, name] : [image];
  if (!image || !same(secondReading(instruction), parts)) return undefined;
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
        ? pairs.every((pair) => same(secondReading(instruction, pair), [pair]))
        : same(secondReading(instruction), pairs);
    return agreed ? pairs.map((pair) => property(instruction, pair)) : undefined;
  },
);

function property(instruction: Instruction, { name, value, valueAt, start, end }: Pair): Property {
  const span = argumentSpan(instruction, start, end);
  if (value === undefined || valueAt === undefined) return { name, ...span };
  return { name, value, valueSpan: argumentSpan(instruction, valueAt, end), ...span };
}

function part(instruction: Instruction, { text, start, end }: PlacedWord): Part {
  return { text, ...argumentSpan(instruction, start, end) };
}

/**
 * The one door to dockerfile-ast: a second reading, by which ours has to be borne out; where the two
 * differ, the instruction is opaque. It gets one instruction at a time, so that its slips can't reach
 * beyond a line, without flags and with plain blanks, at which it slips most.
 *
 * @returns the places of its parts in the argument; none when it throws or sees something else
 */
function secondReading({ keyword, argument, escape }: Instruction, within?: Span): Span[] {
  const { start, end } = within ?? { start: 0, end: argument.length };
  const before = `${keyword} `;
  const text = before + argument.slice(start, end).replace(/[\t\v\f\r]/g, ' ');
  const moved = start - before.length;
  try {
    return rangesIn(escape === '`' ? `# escape=\`\n${text}` : text).map((range) => ({
      start: range.start.character + moved,
      end: range.end.character + moved,
    }));
  } catch {
    return [];
  }
}

/** Few numbers for each, and the same images stand in file after file. */
const rangesIn = rememberedByText((text): readonly Range[] => {
  const [parsed] = DockerfileParser.parse(text).getInstructions();
  if (parsed instanceof From)
    return [parsed.getImageRange(), parsed.getBuildStageRange()].filter((range) => range !== null);
  if (!(parsed instanceof PropertyInstruction)) return [];
  return parsed.getProperties().map((one) => one.getRange());
}, 2_000);

interface Range {
  readonly start: { readonly character: number };
  readonly end: { readonly character: number };
}

function same(seen: readonly Span[], parts: readonly (Span | undefined)[]): boolean {
  return (
    seen.length === parts.length &&
    parts.every((one, i) => one?.start === seen[i]?.start && one?.end === seen[i]?.end)
  );
}
