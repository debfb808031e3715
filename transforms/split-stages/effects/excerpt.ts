import { alignedText } from '../../../src/layout/index.js';
import { argumentSpan, type Dockerfile, type Instruction } from '../../../src/dockerfile/index.js';
import type { Span } from '../../../src/edits.js';
import type { Command, Word } from '../../../src/shell/index.js';

/** A part of a RUN that stands or falls as a whole: a pipeline with what `||` hangs on it. */
export interface Piece extends Span {
  readonly commands: readonly Command[];
}

/**
 * The pieces of a RUN that is a plain list of commands.
 *
 * @returns undefined where a group, a loop or a heredoc makes it more than that
 */
export function piecesOf(
  file: Dockerfile,
  run: Instruction,
  commands: readonly Command[],
): readonly Piece[] | undefined {
  if (run.json || run.line.heredocs.length > 0) return undefined;
  const pieces: { start: number; end: number; commands: Command[] }[] = [];
  let end = argumentSpan(run, 0, 0).start;
  for (const command of commands) {
    const last = pieces.at(-1);
    if (command.nested) {
      // A substitution lies inside a command; anything else is part of a compound command.
      if (!last || command.end > last.end) return undefined;
      last.commands.push(command);
      continue;
    }
    const gap = operatorIn(file, { start: end, end: command.start });
    if (gap !== (last ? command.operator : '')) return undefined;
    end = command.end;
    if (last && (command.operator === '|' || command.operator === '||')) {
      last.commands.push(command);
      last.end = end;
    } else pieces.push({ start: command.start, end, commands: [command] });
  }
  const rest = operatorIn(file, { start: end, end: run.end });
  return pieces.length > 0 && (rest === '' || rest === ';') ? pieces : undefined;
}

/** What stands between two commands, but for blanks, comments and continuations. */
function operatorIn({ text, directives }: Dockerfile, { start, end }: Span): string {
  return text
    .slice(start, end)
    .split('\n')
    .filter((line, index) => index === 0 || !/^\s*#/.test(line))
    .map((line) => line.trim())
    .map((line) => (line.endsWith(directives.escape) ? line.slice(0, -1).trim() : line))
    .join('');
}

/**
 * The text of a RUN that holds some of its pieces only, laid out as they are.
 *
 * @param pieces all pieces of the RUN
 * @param kept whether a piece stays
 * @param instead what words of the kept pieces become; an empty text drops one
 */
export function excerptOf(
  file: Dockerfile,
  run: Instruction,
  pieces: readonly Piece[],
  kept: (piece: Piece) => boolean,
  instead: ReadonlyMap<Word, string>,
): string {
  const [first] = pieces as [Piece];
  let text = withoutComments(file.text.slice(run.start, first.start));
  let begun = false;
  for (const [index, piece] of pieces.entries()) {
    if (!kept(piece)) continue;
    const before = pieces[index - 1];
    if (begun && before) text += file.text.slice(before.end, piece.start);
    text += pieceText(file, piece, instead);
    begun = true;
  }
  return alignedText(file, run, text);
}

function withoutComments(text: string): string {
  return text.replace(/^[\t ]*#[^\n]*\n/gm, '');
}

/** The text of a piece; a dropped word goes with the blanks, line breaks and comments in front of it. */
export function pieceText(
  { text }: Dockerfile,
  { start, end, commands }: Piece,
  instead: ReadonlyMap<Word, string>,
): string {
  let [result, done] = ['', start];
  for (const { words } of commands)
    words.forEach((word, index) => {
      const other = instead.get(word);
      if (other === undefined || word.start < done) return;
      const from = other === '' ? (words[index - 1]?.end ?? word.start) : word.start;
      result += text.slice(done, Math.max(done, from)) + other;
      done = word.end;
    });
  return result + text.slice(done, end);
}
