import { DockerfileParser, From, PropertyInstruction } from 'dockerfile-ast';
import type { Span } from '../edits.js';
import { type Instruction } from './instruction.js';
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
  const [image, , name] = plainWordsIn(instruction.argument);
  const { parsed, spanOf } = secondReading(instruction);
  if (!image || !(parsed instanceof From) || !same(spanOf(parsed.getImageRange()), image)) return undefined;
  if (!name) return { image: part(instruction, image) };
  if (!same(spanOf(parsed.getBuildStageRange()), name)) return undefined;
  return { image: part(instruction, image), name: part(instruction, name) };
}

/** The properties of ENV, ARG or LABEL in order; undefined when they can't be told for sure. */
export function propertiesOf(instruction: Instruction): readonly Property[] | undefined {
  const { keyword, argument, escape } = instruction;
  const pairs = pairsIn(keyword, argument, escape);
  if (typeof pairs === 'string') return undefined;
  const { parsed, spanOf } = secondReading(instruction);
  if (!(parsed instanceof PropertyInstruction)) return undefined;
  const seen = parsed.getProperties();
  const agreed = seen.length === pairs.length && pairs.every((pair, i) => same(spanOf(seen[i]?.getRange()), pair));
  return agreed ? pairs.map((pair) => property(instruction, pair)) : undefined;
}

function property(instruction: Instruction, { name, value, valueAt, start, end }: Pair): Property {
  const { argumentAt, line } = instruction;
  const span = line.joined.spanOf(argumentAt + start, argumentAt + end);
  if (value === undefined || valueAt === undefined) return { name, ...span };
  return { name, value, valueSpan: line.joined.spanOf(argumentAt + valueAt, argumentAt + end), ...span };
}

function part({ argumentAt, line }: Instruction, { text, start, end }: PlacedWord): Part {
  return { text, ...line.joined.spanOf(argumentAt + start, argumentAt + end) };
}

interface Range {
  readonly start: { readonly character: number };
  readonly end: { readonly character: number };
}

/**
 * The one door to dockerfile-ast: a second reading, by which ours has to be borne out. It gets one
 * instruction at a time, so that its slips can't reach beyond a line, and one without flags and with
 * plain blanks, at which it slips most. Where the two readings differ, or it throws, the instruction
 * is opaque.
 */
function secondReading({ keyword, argument, escape }: Instruction) {
  const before = `${keyword} `;
  const text = before + argument.replace(/[\t\v\f\r]/g, ' ');
  const spanOf = (range: Range | null | undefined): Span | undefined =>
    range ? { start: range.start.character - before.length, end: range.end.character - before.length } : undefined;
  try {
    const file = DockerfileParser.parse(escape === '`' ? `# escape=\`\n${text}` : text);
    return { parsed: file.getInstructions()[0], spanOf };
  } catch {
    return { parsed: undefined, spanOf };
  }
}

function same(seen: Span | undefined, { start, end }: Span): boolean {
  return seen !== undefined && seen.start === start && seen.end === end;
}
