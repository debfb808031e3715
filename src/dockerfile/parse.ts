import type { Span } from '../edits.js';
import type { Directives } from './directives.js';
import { DockerfileSyntaxError } from './errors.js';
import { type Instruction, readInstruction } from './instruction.js';
import { logicalLines } from './lines.js';
import {
  collectStages,
  globalArguments,
  type Globals,
  type Stage,
  valuelessArguments,
} from './stages.js';

/** A Dockerfile, read without loss: every part knows its place in the text. */
export interface Dockerfile {
  readonly text: string;
  readonly directives: Directives;
  /** Comment lines between instructions. */
  readonly comments: readonly Span[];
  readonly instructions: readonly Instruction[];
  /** The ARGs before the first FROM, by name; undefined where one has no default. */
  readonly globals: Globals;
  readonly stages: readonly Stage[];
  /** Prefixes under which the user's registry serves official images. */
  readonly imageMirrors: readonly string[];
  /** Build arguments that are taken to have a value, by name. */
  readonly assumed: ReadonlyMap<string, string>;
  /** How new lines are written where the file itself does not show it. */
  readonly style?: Style;
}

/** What a project's settings say of the lines that we write. */
export interface Style {
  /** One step of indentation. */
  readonly indent?: string;
  /** Lines stay within this width where words allow it. */
  readonly width?: number;
}

/**
 * Reads a Dockerfile.
 *
 * @param imageMirrors prefixes under which the user's registry serves Docker's official images
 * @param style how new lines are written where the file itself does not show it
 * @param assumed build arguments that are taken to have a value, by name
 * @throws DockerfileSyntaxError with the place, when BuildKit would refuse the text
 */
export function parse(
  text: string,
  imageMirrors: readonly string[] = [],
  style?: Style,
  assumed: ReadonlyMap<string, string> = new Map(),
): Dockerfile {
  const { lines, comments, directives } = logicalLines(text);
  if (lines.length === 0)
    throw new DockerfileSyntaxError('There is no instruction in this file.', 0);
  const instructions: Instruction[] = [];
  for (const line of lines)
    instructions.push(
      readInstruction(line, directives.escape, attached(text, comments, line.start)),
    );
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const stray = instructions
    .slice(0, first === -1 ? undefined : first)
    .find((i) => i.keyword !== 'ARG');
  if (stray)
    throw new DockerfileSyntaxError(
      `Only ARG may stand before the first FROM, not ${stray.keyword}.`,
      stray.start,
    );
  if (first === -1) throw new DockerfileSyntaxError('There is no FROM in this file.', 0);
  const before = instructions.slice(0, first);
  const globals = globalArguments(before);
  const valueless = valuelessArguments(before);
  const stages = collectStages(instructions, {
    globals,
    valueless,
    mirrors: imageMirrors,
    assumed,
  });
  return {
    text,
    directives,
    comments,
    instructions,
    globals,
    stages,
    imageMirrors,
    assumed,
    ...(style && { style }),
  };
}

/** The comment lines that stand directly above a place, with no blank line between. */
function attached(text: string, comments: readonly Span[], start: number): Span[] {
  const found: Span[] = [];
  if (comments.length === 0) return found;
  let below = start;
  for (let at = lastBefore(comments, start); at >= 0; at -= 1) {
    const comment = comments[at] as Span;
    // Nearly always there is the line ending alone.
    if (comment.end + 1 !== below && !isOneBreak(text.slice(comment.end, below))) break;
    found.unshift(comment);
    below = comment.start;
  }
  return found;
}

/** Whether a text is the end of a line and perhaps the indentation of the next one. */
function isOneBreak(text: string): boolean {
  return text.trim() === '' && text.split('\n').length === 2;
}

/** The index of the last comment that begins before an offset; comments are in order. */
function lastBefore(comments: readonly Span[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle] as Span).start < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
