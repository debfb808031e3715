import { DockerfileParser, From, PropertyInstruction } from 'dockerfile-ast';
import type { Span } from '../edits.js';
import type { Instruction } from './instruction.js';
import { splitWords } from './words.js';

/** A part of an instruction: its text and its place in the file. */
export interface Part extends Span {
  readonly text: string;
}

/** `FROM image [AS name]`. */
export interface FromSyntax {
  readonly image: Part;
  readonly name?: Part;
}

/** `NAME=value` of ENV, ARG and LABEL; the value as written, quotes included. */
export interface Property extends Span {
  readonly name: string;
  readonly value?: string;
  readonly valueSpan?: Span;
}

/**
 * The one door to dockerfile-ast. It reads a single joined instruction at a time, so that its slips
 * can't reach beyond a line; parts that do not add up to the line make the instruction opaque.
 */
function read(instruction: Instruction) {
  const backtick = instruction.escape === '`';
  const { text } = instruction.line.joined;
  const file = DockerfileParser.parse(backtick ? `# escape=\`\n${text}` : text);
  return file.getInstructions()[0];
}

/** Image and stage name of a FROM; undefined when the line is not `image [AS name]`. */
export function fromSyntax(instruction: Instruction): FromSyntax | undefined {
  const words = instruction.argument.split(/[\t\v\f\r ]+/);
  const [image, as, name] = words;
  const parsed = read(instruction);
  if (!(parsed instanceof From) || parsed.getImage() !== image || image === '') return undefined;
  if (words.length === 1) return { image: part(instruction, parsed.getImageRange(), image) };
  if (words.length !== 3 || as?.toLowerCase() !== 'as' || parsed.getBuildStage() !== name)
    return undefined;
  return {
    image: part(instruction, parsed.getImageRange(), image),
    name: part(instruction, parsed.getBuildStageRange(), name ?? ''),
  };
}

/** The properties of ENV, ARG or LABEL in order; undefined when they can't be told for sure. */
export function propertiesOf(instruction: Instruction): readonly Property[] | undefined {
  const legacy = legacyProperty(instruction);
  if (legacy) return [legacy];
  const parsed = read(instruction);
  if (!(parsed instanceof PropertyInstruction)) return undefined;
  const properties = parsed.getProperties().map((property) => ({
    name: property.getName(),
    ...part(instruction, property.getRange(), ''),
    ...value(instruction, property.getName(), property.getRange()),
  }));
  const seen = properties.map(({ name, value: text }) => (text === undefined ? name : `${name}=${text}`));
  const words = splitWords(instruction.argument, instruction.escape);
  return seen.length === words.length && seen.every((text, i) => text === words[i]) ? properties : undefined;
}

/** `ENV KEY value with spaces`: one property that takes the rest of the line (handbook A27). */
function legacyProperty(instruction: Instruction): Property | undefined {
  if (instruction.keyword === 'ARG') return undefined;
  const match = /^([^\s=]+)[\t\v\f\r ]+/.exec(instruction.argument);
  if (!match) return undefined;
  const { argument, argumentAt, line } = instruction;
  const valueSpan = line.joined.spanOf(argumentAt + match[0].length, argumentAt + argument.length);
  const whole = line.joined.spanOf(argumentAt, argumentAt + argument.length);
  return { name: match[1] ?? '', value: argument.slice(match[0].length), valueSpan, ...whole };
}

/** dockerfile-ast strips quotes from values; the raw text between the ranges has them. */
function value(instruction: Instruction, name: string, range: Range): Partial<Property> {
  const { joined } = instruction.line;
  const [start, end] = [range.start.character, range.end.character];
  const raw = joined.text.slice(start, end);
  if (!raw.startsWith(`${name}=`)) return {};
  const from = start + name.length + 1;
  return { value: joined.text.slice(from, end), valueSpan: joined.spanOf(from, end) };
}

interface Range {
  readonly start: { readonly character: number };
  readonly end: { readonly character: number };
}

function part(instruction: Instruction, range: Range | null, text: string): Part {
  const { joined } = instruction.line;
  const span = joined.spanOf(range?.start.character ?? 0, range?.end.character ?? 0);
  return { text, ...span };
}
