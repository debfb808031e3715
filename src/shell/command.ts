import type { Span } from '../edits.js';
import type { Block } from './blocks.js';
import type { FileTest } from './branches.js';

/** One word of a command. */
export interface Word extends Span {
  /** As written, quotes included. */
  readonly text: string;
  /** After quote removal; undefined when a variable or a substitution decides. */
  readonly value: string | undefined;
  /** Whether the shell would match it against files or expand a tilde. */
  readonly pattern: boolean;
}

/** A word that stands in no script: an argument of somebody's. */
export function wordOf(text: string): Word {
  return { text, value: text, pattern: false, start: 0, end: 0 };
}

/** `NAME=value` before a command. */
export interface Assignment extends Span {
  readonly name: string;
  readonly text: string;
  readonly value: string | undefined;
}

/** What stands before a command at the top level of a script. */
export type Operator = '&&' | '||' | ';' | '|' | '&';

/** A simple command with its place in the script. */
export interface Command extends Span {
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirected: boolean;
  /** The files that it writes by redirection; undefined for one that a variable names. */
  readonly writes: readonly (string | undefined)[];
  /** The operator before it; none for the first one and inside compound commands. */
  readonly operator: Operator | undefined;
  /** Whether it stands inside a group, a loop, a condition or a substitution. */
  readonly nested: boolean;
  /** Where the `( … )` begins in which it stands with no more than `&&`, `;` and new lines around it. */
  readonly subshell: number | undefined;
  /** The groups, branches, loops and substitutions around it, the outermost first, in a script with `cd` or loops. */
  readonly blocks: readonly Block[] | undefined;
  /** What `if` asks of files, where nothing else decides whether it runs. */
  readonly tests: readonly FileTest[] | undefined;
}

/**
 * A command of nothing but words, whoever runs it. All commands are made with the same parts in the same
 * order, here and below: what reads thousands of them reads one kind of object.
 */
export function plainCommand(
  { start, end }: Span,
  words: readonly Word[],
  operator?: Operator,
): Command {
  return {
    start,
    end,
    assignments: [],
    words,
    redirected: false,
    writes: [],
    operator,
    nested: false,
    subshell: undefined,
    blocks: undefined,
    tests: undefined,
  };
}

/** A command with other words, as if it had been written so, or as it stands in another text. */
export function withWords(
  command: Command,
  words: readonly Word[],
  assignments: readonly Assignment[] = command.assignments,
  { start, end }: Span = command,
): Command {
  const { redirected, writes, operator, nested, subshell, blocks, tests } = command;
  return {
    start,
    end,
    assignments,
    words,
    redirected,
    writes,
    operator,
    nested,
    subshell,
    blocks,
    tests,
  };
}
