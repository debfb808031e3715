import { isShell } from './commands.js';
import type { Heredoc, Instruction } from '../dockerfile/index.js';
import { parseScript, programOf, type Command } from './script.js';

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
  if (/^<<-?["']?\w+["']?$/.test(run.argument))
    return heredocs.length === 1
      ? { commands: [], scripts: [{ text: bodies[0] ?? '' }] }
      : undefined;
  const text = [run.argument, ...heredocs.map(({ name }, at) => `${bodies[at]}${name}`)].join('\n');
  const commands = parseScript(`${text}\n`)?.commands;
  if (!commands) return undefined;
  const shells = commands.filter((one) => one.redirected && readsInput(one));
  if (shells.length > 0 && heredocs.length > 1) return undefined;
  const scripts = shells.map((one) => ({ text: bodies[0] ?? '', shell: programOf(one) as string }));
  return { commands, scripts };
}

/** A body as its reader gets it: `<<-` takes the tabs at the start of each line. */
function textOf({ line }: Instruction, { body, chomp }: Heredoc): string {
  const text = line.joined.fileText.slice(body.start, body.end).replaceAll('\r', '');
  return chomp ? text.replace(/^\t+/gm, '') : text;
}

/** A shell without a script of its own reads its input. */
function readsInput(command: Command): boolean {
  const [, ...args] = command.words;
  const shell = isShell(programOf(command));
  return (
    shell && args.every(({ value }) => /^-[a-z]*$/.test(value ?? '') && !/c/.test(value ?? ''))
  );
}
