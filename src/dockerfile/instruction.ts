import type { Span } from '../edits.js';
import { rememberedByText } from '../memo.js';
import { problemOf } from './checks.js';
import { type Command, splitCommand } from './command.js';
import type { Directives } from './directives.js';
import { DockerfileSyntaxError } from './errors.js';
import { jsonFormOf } from './json-form.js';
import type { LogicalLine } from './lines.js';

/** A builder flag such as `--from=builder`; a flag without a value has none. */
export interface Flag extends Span {
  readonly name: string;
  readonly value?: string | undefined;
}

/** One instruction. Its span excludes indentation before it and the line ending after it. */
export interface Instruction extends Span {
  /** Upper case, whatever the file writes. */
  readonly keyword: string;
  readonly line: LogicalLine;
  readonly escape: Directives['escape'];
  readonly flags: readonly Flag[];
  /** What follows keyword and flags, joined and trimmed; with the heredocs of a RUN, which its shell reads. */
  readonly argument: string;
  /** Where the argument begins in the joined line. */
  readonly argumentAt: number;
  /** The strings of the JSON form, for HEALTHCHECK those after CMD; absent in the shell form. */
  readonly json?: readonly string[] | undefined;
  /** Comment lines directly above, which belong to this instruction (handbook A13, H03). */
  readonly comments: readonly Span[];
}

/** What does not depend on where a line stands; a file is read again after each transform. */
const backslashLine = rememberedByText((text) => lineOf(text, '\\'));
const backtickLine = rememberedByText((text) => lineOf(text, '`'));

function lineOf(text: string, escape: Directives['escape']) {
  const command = splitCommand(text, escape);
  const json = jsonFormOf(command.keyword, command.argument);
  return {
    command,
    problem: problemOf(command, escape, json),
    json: json === 'mixed' ? undefined : json,
  };
}

/**
 * Reads keyword, flags and argument of a joined line.
 *
 * @throws DockerfileSyntaxError for what BuildKit refuses in a line (handbook A82)
 */
export function readInstruction(
  line: LogicalLine,
  escape: Directives['escape'],
  comments: readonly Span[],
): Instruction {
  const { command, problem, json } = (escape === '`' ? backtickLine : backslashLine)(
    line.joined.text,
  );
  if (problem !== undefined)
    throw new DockerfileSyntaxError(problem, line.joined.offsetAt(command.wordAt));
  const { keyword, argument, argumentAt } = command;
  return {
    start: line.start,
    end: line.end,
    keyword,
    line,
    escape,
    flags: command.flags.length === 0 ? none : flagsOf(line, command),
    argument: keyword === 'RUN' ? withHeredocs(argument, line) : argument,
    argumentAt,
    comments,
    json,
  };
}

/** BuildKit puts such a text together again for the shell (dockerfile2llb/convert.go, dispatchRun). */
function withHeredocs(argument: string, { heredocs, joined }: LogicalLine): string {
  const texts = heredocs.map(
    ({ body, name }) => joined.fileText.slice(body.start, body.end) + name,
  );
  return [argument, ...texts].join('\n');
}

const none: readonly Flag[] = [];

function flagsOf({ joined }: LogicalLine, { flags }: Command): Flag[] {
  return flags.map(({ text, start, end }) => {
    const equals = text.indexOf('=');
    const span = joined.spanOf(start, end);
    return {
      name: text.slice(2, equals === -1 ? undefined : equals),
      value: equals === -1 ? undefined : text.slice(equals + 1),
      start: span.start,
      end: span.end,
    };
  });
}

/** The span in the file of a part of an instruction's argument. */
export function argumentSpan(instruction: Instruction, start: number, end: number): Span {
  const { argumentAt, line } = instruction;
  return line.joined.spanOf(argumentAt + start, argumentAt + end);
}

/** Where the keyword stands in the file; a line that is only continued may come before it. */
export function keywordSpan({ keyword, line: { joined } }: Instruction): Span {
  const start = joined.text.search(/\S/);
  return joined.spanOf(start, start + keyword.length);
}

/** The value of a builder flag, or undefined. */
export function flagValue(instruction: Instruction, name: string): string | undefined {
  return instruction.flags.find((flag) => flag.name === name)?.value;
}
