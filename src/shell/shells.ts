import { posix } from 'node:path';
import { programDoes } from '../knowledge/program-traits.js';
import { rememberedForGood } from '../memo.js';

/** Whether a program, named without its folder, is a shell that reads what every POSIX shell does. */
export function isShell(name: string | undefined): boolean {
  return programDoes(name, 'shell');
}

/** Whether a program is such a shell by its bare name, or where the system keeps its own. */
export function isSystemShell(program: string): boolean {
  return isShell(program.replace(/^\/(?:usr\/)?bin\//, ''));
}

/** Whether a SHELL runs its text as a POSIX shell would; an unknown one does not. */
export function isPosixShell(shell: readonly string[] | undefined): boolean {
  return shell !== undefined && readsPosix(shell);
}

const readsPosix = rememberedForGood((shell: readonly string[]): boolean => {
  const program = shell[0] && posix.basename(shell[0]);
  return isShell(program) && /^-\w*c$/.test(shell.at(-1) ?? '');
});

/** Whether a script is for such a shell by its shebang, or has none. */
export function isShellScript(text: string): boolean {
  return /^(?!#!)|^#!.*\b(?:sh|ash|bash|dash)\b/.test(text);
}
