import { type Command } from '../shell/index.js';

/** Builtins that change the shell itself: they must not share one with other commands. */
const shellChanging = new Set(
  '. alias cd eval exit export return set shift source trap ulimit umask unset'.split(' '),
);

/** What makes a script more than a list of commands joined by `&&` or `;`. */
export function oddity(text: string, commands: readonly Command[]): string | undefined {
  if (/\$\{?npm_/.test(text)) return 'uses variables that only npm sets';
  if (/^\s*set\s+\w+=/i.test(text)) return 'is written for Windows';
  if (/(?:^|\s)#/.test(text)) return 'holds a comment';
  if (commands.some(({ nested }) => nested)) return 'holds a group, a loop or a substitution';
  if (commands.some(({ redirected }) => redirected)) return 'redirects its output';
  if (commands.some(({ words }) => words.length === 0)) return 'sets variables of the shell';
  if (
    /[;\n]\s*$/.test(text) ||
    commands.some(({ operator = '&&' }) => !/^(?:&&|;)$/.test(operator))
  )
    return 'is more than commands joined by && or ;';
  if (/&\s*$/.test(text)) return 'starts a program in the background';
  return changesShell(text, commands) ? 'changes the folder or the shell first' : undefined;
}

function changesShell(text: string, commands: readonly Command[]): boolean {
  return (
    /(?:^|[;&|])\s*!\s/.test(text) ||
    commands.some(({ words }) => shellChanging.has(words[0]?.value ?? ''))
  );
}

/** Whether a command has no variable, pattern or tilde, not even in an assignment: `A=~/x`. */
export function isStatic({ words, assignments }: Command): boolean {
  return (
    words.every(({ value, pattern }) => value !== undefined && !pattern) &&
    assignments.every(({ value, text }) => value !== undefined && !/[=:]~/.test(text))
  );
}
