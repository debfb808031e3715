import {
  argumentSpan,
  type Environment,
  type Heredoc,
  type Instruction,
  JoinedText,
} from '../dockerfile/index.js';
import type { Span } from '../edits.js';
import { rememberedFor } from '../memo.js';
import { headingOnly, heredocCommands } from './heredoc-scripts.js';
import { type Assignment, type Command, plainCommand, withWords, type Word } from './command.js';
import { parseScript, type Script } from './script.js';
import { isPosixShell } from './shells.js';

/**
 * The commands of a RUN, with spans in the file; those of a list, and of a heredoc that is more than a plain body,
 * have the span of the RUN.
 *
 * @param environment what is in force at the instruction: SHELL decides who reads the text
 * @returns undefined when the text is not plain shell: hands off
 */
export function commandsOf(
  run: Instruction,
  environment: Environment,
): readonly Command[] | undefined {
  return run.json || isPosixShell(environment.shell) ? placedCommands(run) : undefined;
}

const placedCommands = rememberedFor((run: Instruction): readonly Command[] | undefined => {
  if (run.json) return [execCommand(run.json, run)];
  const script = bodyOf(run);
  if (!script) return heredocCommands(run)?.map((command) => moved(command, () => run));
  return script.commands.map((command) => moved(command, script.place));
});

/** The shell text of a RUN, and how its offsets become spans of the file; undefined as above. */
export function scriptOf(run: Instruction, environment: Environment): PlacedScript | undefined {
  return run.json || !isPosixShell(environment.shell) ? undefined : bodyOf(run);
}

/** A script and how its offsets become spans of the file. */
export interface PlacedScript extends Script {
  readonly place: (span: Span) => Span;
}

const bodyOf = rememberedFor((run: Instruction): PlacedScript | undefined => {
  const [heredoc] = run.line.heredocs;
  if (heredoc) return heredocBody(run, heredoc);
  const script = parseScript(run.argument);
  return script && { place: ({ start, end }) => argumentSpan(run, start, end), ...script };
});

/** `RUN <<EOF` runs its body; a body with a shebang, or another command around it, is not ours (A10). */
function heredocBody(run: Instruction, heredoc: Heredoc): PlacedScript | undefined {
  if (!headingOnly(run)) return undefined;
  const body = bodyText(run.line.joined.fileText, heredoc);
  if (body.text.startsWith('#!') || body.text.includes('\r')) return undefined;
  const script = parseScript(body.text);
  return script && { place: ({ start, end }) => body.spanOf(start, end), ...script };
}

/** The body as the shell gets it: `<<-` takes the tabs at the start of each line. */
function bodyText(file: string, { body, chomp }: Heredoc): JoinedText {
  if (!chomp) return new JoinedText(file, [body]);
  const lines: Span[] = [];
  let start = body.start;
  while (start < body.end) {
    while (file[start] === '\t') start += 1;
    const end = file.indexOf('\n', start) + 1;
    lines.push({ start, end });
    start = end;
  }
  return new JoinedText(file, lines);
}

function moved(command: Command, place: (span: Span) => Span): Command {
  const words = command.words.map((word): Word => {
    const { start, end } = place(word);
    return { text: word.text, value: word.value, pattern: word.pattern, start, end };
  });
  const assignments = command.assignments.map((one): Assignment => {
    const { start, end } = place(one);
    return { name: one.name, text: one.text, value: one.value, start, end };
  });
  return withWords(command, words, assignments, place(command));
}

/** A command given as an argument vector: no shell reads it. */
export function execCommand(argv: readonly string[], at: Span): Command {
  const { start, end } = at;
  const words = argv.map((value) => ({ text: value, value, pattern: false, start, end }));
  return plainCommand(at, words);
}
