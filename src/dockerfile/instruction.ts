import type { Span } from '../edits.js';
import { type Directives } from './directives.js';
import { DockerfileSyntaxError } from './errors.js';
import type { LogicalLine } from './lines.js';

/** A builder flag such as `--from=builder`; a flag without a value has none. */
export interface Flag extends Span {
  readonly name: string;
  readonly value?: string;
}

/** One instruction. Its span excludes indentation before it and the line ending after it. */
export interface Instruction extends Span {
  /** Upper case, whatever the file writes. */
  readonly keyword: string;
  readonly line: LogicalLine;
  readonly escape: Directives['escape'];
  readonly flags: readonly Flag[];
  /** What follows keyword and flags, joined and trimmed. */
  readonly argument: string;
  /** Where the argument begins in the joined line. */
  readonly argumentAt: number;
  /** The strings of the JSON form; absent in the shell form. */
  readonly json?: readonly string[];
  /** Comment lines directly above, which belong to this instruction (handbook A13, H03). */
  readonly comments: readonly Span[];
}

/** The keywords that BuildKit knows (frontend/dockerfile/command/command.go). */
const keywords = new Set(
  ('ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL ' +
    'STOPSIGNAL USER VOLUME WORKDIR').split(' '),
);
const jsonForms = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);
const blanks = /^[\t\v\f\r ]+/;

/**
 * Reads keyword, flags and argument of a joined line as BuildKit's splitCommand does.
 *
 * @throws DockerfileSyntaxError when the keyword is unknown or a JSON form holds more than strings
 */
export function readInstruction(
  line: LogicalLine,
  escape: Directives['escape'],
  comments: readonly Span[],
): Instruction {
  const { text } = line.joined;
  const written = /^\S*/.exec(text)?.[0] ?? '';
  const keyword = written.toUpperCase();
  if (!keywords.has(keyword))
    throw new DockerfileSyntaxError(`"${shorten(written)}" is no instruction of a Dockerfile.`, line.start);
  const gap = blanks.exec(text.slice(written.length))?.[0].length ?? 0;
  const { flags, rest } = readFlags(line, written.length + gap, escape);
  const argument = text.slice(rest).trim();
  const argumentAt = argument === '' ? rest : text.indexOf(argument, rest);
  const json = jsonForm(keyword, argument, line);
  const { start, end } = line;
  return { start, end, keyword, line, escape, flags, argument, argumentAt, comments, ...json };
}

/** The span in the file of a part of an instruction's argument. */
export function argumentSpan(instruction: Instruction, start: number, end: number): Span {
  const { argumentAt, line } = instruction;
  return line.joined.spanOf(argumentAt + start, argumentAt + end);
}

/** The value of a builder flag, or undefined. */
export function flagValue(instruction: Instruction, name: string): string | undefined {
  return instruction.flags.find((flag) => flag.name === name)?.value;
}

/** Reads the leading `--x` words (split_command.go, extractBuilderFlags; handbook A12). */
function readFlags(line: LogicalLine, from: number, escape: string): { flags: Flag[]; rest: number } {
  const { text } = line.joined;
  const flags: Flag[] = [];
  let at = from;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    if (!text.startsWith('--', at)) return { flags, rest: at };
    const { word, end } = readWord(text, at, escape);
    if (word === '--') return { flags, rest: end };
    const [, name = '', value] = /^--([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
    flags.push({ name, ...(value !== undefined && { value }), ...line.joined.spanOf(at, end) });
    at = end;
  }
}

/** One word with quotes and escapes resolved, and where it ends. */
function readWord(text: string, start: number, escape: string): { word: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text[at] as string;
    if (quote === '' && /\s/.test(char)) break;
    if (char === escape) word += text[(at += 1)] ?? '';
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else word += char;
  }
  return { word, end: Math.min(at, text.length) };
}

/** The JSON form, where there is one; anything else is the shell form (handbook A11). */
function jsonForm(keyword: string, argument: string, at: Span): { json?: readonly string[] } {
  const health = keyword === 'HEALTHCHECK' ? /^cmd\s+(?=\[)/i.exec(argument)?.[0].length : undefined;
  const text = health === undefined ? argument : argument.slice(health);
  if (!text.startsWith('[') || !(jsonForms.has(keyword) || health !== undefined)) return {};
  const value = parsedJson(text);
  if (!Array.isArray(value)) return {};
  if (!value.every((item) => typeof item === 'string'))
    throw new DockerfileSyntaxError(`The JSON form of ${keyword} takes strings only.`, at.start);
  return { json: value };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shorten(word: string): string {
  return word.length > 30 ? `${word.slice(0, 30)}…` : word;
}
