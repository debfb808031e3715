import { programDoes } from '../../knowledge/program-traits.js';
import type { Command } from '../../shell/index.js';

/** Why nothing can be put in the place of a script's commands, if that is so. */
export function oddity(text: string, commands: readonly Command[]): string | undefined {
  if (/\$\{?npm_/.test(text)) return 'uses variables that only npm sets';
  if (/^\s*set\s+\w+=/i.test(text)) return 'is written for Windows';
  if (/(?:^|\s)#/.test(text)) return 'holds a comment';
  if (/\n|<<|[;\n]\s*$/.test(text)) return 'is more than a line of commands';
  if (
    commands.some(
      (one) => programDoes(programIn(one), 'opaque') || (one.nested && programIn(one) === 'cd'),
    )
  )
    return 'changes the folder or the shell first';
  if (commands.some(({ words }) => words.length === 0)) return 'sets variables of the shell';
  return endOddity(text, commands);
}

/** Why the last command can't take the place of the shell: then no signal would reach the program. */
function endOddity(text: string, commands: readonly Command[]): string | undefined {
  const outer = commands.filter(({ nested }) => !nested);
  const last = outer.at(-1);
  if (!last || last.end < text.trimEnd().length || /&\s*$/.test(text))
    return /&\s*$/.test(text)
      ? 'starts a program in the background'
      : 'ends in a group, a loop or a condition, so that the shell would stay in front of the program';
  if (last.operator === '|' || /(?:^|[;&|])\s*!\s/.test(text))
    return 'ends in a pipe, so that the shell would stay in front of the program';
  const before = outer.at(-2);
  if (last.operator === '||' && !(before && /^(?:\[|test)$/.test(programIn(before))))
    return 'ends in ||, so that the shell would stay in front of the first program';
  return programDoes(programIn(last), 'builtin') && commands.length > 1
    ? 'ends in a command of the shell itself'
    : undefined;
}

function programIn({ words }: Command): string {
  return words[0]?.value ?? '';
}

/** What the shell that yarn brings from version 2 on reads as `sh` would. */
export function isPlain(commands: readonly Command[]): boolean {
  return commands.every(
    ({ nested, redirected, operator = '&&', words, assignments }) =>
      !nested &&
      !redirected &&
      /^(?:&&|\|\||;)$/.test(operator) &&
      words.every(({ pattern }) => !pattern) &&
      assignments.every(({ text }) => !/[=:]~/.test(text)),
  );
}

/** Whether a command has no variable, pattern or tilde, not even in an assignment: `A=~/x`. */
export function isStatic({ words, assignments, redirected }: Command): boolean {
  return (
    !redirected &&
    words.every(({ value, pattern }) => value !== undefined && !pattern) &&
    assignments.every(({ value, text }) => value !== undefined && !/[=:]~/.test(text))
  );
}
