import { programDoes } from '../knowledge/program-traits.js';
import { type Heredoc, heredocText, type Instruction, isHeredocWord } from '../dockerfile/index.js';
import { programOf } from './command-words.js';
import type { Command } from './command.js';
import { parseScript } from './script.js';
import { isShell, isShellScript } from './shells.js';

/** What a RUN with heredocs runs, where that is more than a plain body (handbook A10). */
export interface HeredocRun {
  /** The commands beside the bodies: `cat` of `RUN cat <<EOF > file`. */
  readonly commands: readonly Command[];
  /** Bodies that are scripts themselves: by their shebang, or as the input of a shell. */
  readonly scripts: readonly { readonly text: string; readonly shell?: string }[];
}

/**
 * Reads a RUN with heredocs that is no plain body for the shell of the image: one with a shebang,
 * or a command that gets the body as its input. The words lie nowhere in the file.
 */
export function heredocRun(run: Instruction): HeredocRun | undefined {
  const { heredocs } = run.line;
  const [only] = heredocs;
  if (!only) return undefined;
  const bodies = heredocs.map((one) => textOf(run, one));
  if (headingOnly(run)) return { commands: [], scripts: [{ text: bodies[0] ?? '' }] };
  const commands = parseScript(`${run.argument.replaceAll('\r', '')}\n`)?.commands;
  if (!commands) return undefined;
  const shells = commands.filter((one) => one.redirected && readsInput(one));
  if (shells.length > 0 && heredocs.length > 1) return undefined;
  const scripts = shells.map((one) => ({ text: bodies[0] ?? '', shell: programOf(one) as string }));
  return { commands, scripts };
}

/**
 * All commands of such a RUN, those of the body in place of the shell that reads it.
 *
 * @returns undefined where another program reads a body, or where the shell is not the last to run
 */
export function heredocCommands(run: Instruction): readonly Command[] | undefined {
  const { commands, scripts } = heredocRun(run) ?? {};
  const [first, more] = scripts ?? [];
  if (!commands || more || run.argument.includes('\r')) return undefined;
  const outer = first?.shell === undefined ? commands : commands.slice(0, -1);
  const known = outer.every(
    (one) => !one.redirected || programDoes(programOf(one), 'says', 'passesOn', 'writesInput'),
  );
  const shell = commands.at(-1);
  if (!known || (first?.shell !== undefined && !(shell?.redirected && readsInput(shell))))
    return undefined;
  if (!first) return outer;
  const inner = isShellScript(first.text) ? parseScript(first.text)?.commands : undefined;
  return inner && [...outer, ...inner];
}

/**
 * Whether a RUN is nothing but a heredoc, which BuildKit then runs itself; quotes around its name change nothing
 * (frontend/dockerfile/dockerfile2llb/convert.go, dispatchRun, 2026-11).
 */
export function headingOnly({ line, argument }: Instruction): boolean {
  return line.heredocs.length === 1 && isHeredocWord(argument.split('\n', 1)[0] ?? '');
}

function textOf({ line }: Instruction, heredoc: Heredoc): string {
  return heredocText(line.joined.fileText, heredoc).replaceAll('\r', '');
}

/** A shell without a script of its own reads its input. */
function readsInput(command: Command): boolean {
  const [, ...args] = command.words;
  const shell = isShell(programOf(command));
  return (
    shell && args.every(({ value }) => /^-[a-z]*$/.test(value ?? '') && !/c/.test(value ?? ''))
  );
}
