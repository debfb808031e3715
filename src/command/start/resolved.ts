import { quoteWord } from '../../shell/index.js';

/** A program with its arguments. */
interface Vector {
  readonly kind: 'argv';
  readonly argv: readonly string[];
}

/** Shell text whose last command can take the place of the shell. */
export interface List {
  readonly kind: 'list';
  /** Everything before the last command. */
  readonly head: string;
  /** The assignments of the last command, with the blank behind them. */
  readonly assigned: string;
  /** The last command. */
  readonly last: string;
  /** What joins the commands: `&&` alone, or anything else. */
  readonly joined: '&&' | 'otherwise' | 'single';
}

/** A program with its arguments, or commands that need a shell. */
type DirectCommand = Vector | List;

/** Why a start command can't be told, in a sentence. */
export interface Unresolved {
  readonly kind: 'unresolved';
  readonly reason: 'script' | 'development' | 'needs-npm' | 'pnp';
  readonly because: string;
  /** The program that is not for production, with its arguments. */
  readonly program?: readonly string[];
}

/** What is known of a command beside its text. */
interface Around {
  readonly notes: readonly string[];
  /** The folder that it must run in, where that is another one than its caller's. */
  readonly folder?: string;
}

export type Known = DirectCommand & Around;
export type Resolved = Known | Unresolved;

/** What stands in the way of saying what a start command runs. */
export function unresolved(
  reason: Unresolved['reason'],
  because: string,
  program?: readonly string[],
): Unresolved {
  return { kind: 'unresolved', reason, because, ...(program && { program }) };
}

/** A program and its arguments, that no shell reads. */
export function argv(words: readonly string[]): Resolved {
  return { kind: 'argv', argv: words, notes: [] };
}

/** The text of a command as it stands; nothing replaces the shell. */
export function plainText(command: DirectCommand): string {
  return command.kind === 'argv'
    ? command.argv.map(quoteWord).join(' ')
    : `${command.head}${command.assigned}${command.last}`;
}

/**
 * A command as a list: an argument vector is a list of one, and a folder of its own is a `cd` first.
 */
export function asList(command: Known): List {
  const list =
    command.kind === 'list'
      ? command
      : { head: '', assigned: '', last: plainText(command), joined: 'single' as const };
  const { assigned, last, joined } = list;
  if (command.folder === undefined)
    return { kind: 'list', head: list.head, assigned, last, joined };
  const sure = joined === 'otherwise' ? '|| exit; ' : '&& ';
  const head = `cd ${quoteWord(command.folder)} ${sure}${list.head}`;
  return { kind: 'list', head, assigned, last, joined: joined === 'otherwise' ? joined : '&&' };
}

/** Whether a last command replaces the shell as it is written: by `exec`, or in braces that do. */
function replacesShell(last: string): boolean {
  return last.startsWith('exec ') || last.startsWith('{ ');
}

/**
 * The script of a list. The last command replaces the shell, so that signals reach it. Assignments
 * stay assignments, which are not split into words, and `exec` passes them on.
 */
export function listScript({ head, assigned, last }: List): string {
  return `${head}${assigned}${replacesShell(last) ? '' : 'exec '}${last}`;
}
