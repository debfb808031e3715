import { programDoes } from '../../../src/knowledge/program-traits.js';
import { type Command, programOf, type Word } from '../../../src/shell/index.js';

/** Files that belong to apt and dpkg alone. */
const aptFiles =
  /^\/(?:var\/(?:lib|cache)\/(?:apt|dpkg|debconf)|var\/log\/(?:apt|dpkg\.log)|etc\/apt\/apt\.conf(?:\.d)?)(?:\/|$)/;
const aptVariable = /^(?:DEBIAN_(?:FRONTEND|PRIORITY)|DEBCONF_\w+|APT_\w+|UCF_\w+)$/;

/** Whether a variable is set for apt and dpkg alone. */
export function isAptVariable(name: string): boolean {
  return aptVariable.test(name);
}

/** The first file of apt's own that a command names. */
export function aptFileIn({ words }: Command): string | undefined {
  return words.map(({ value, text }) => value ?? text).find((path) => aptFiles.test(path));
}

/** What of a command is there for apt alone: all of it, or some of its words. */
export function leftoverOf(command: Command): 'all' | readonly Word[] {
  const { words, assignments, writes } = command;
  const program = programOf(command);
  if (words.length === 0)
    return assignments.length > 0 && assignments.every(({ name }) => isAptVariable(name))
      ? 'all'
      : [];
  if (program === 'export' || program === 'unset') return settings(words.slice(1));
  if (program === 'rm') return cleanup(words.slice(1));
  const configures = writes.length > 0 && writes.every((path) => aptFiles.test(path ?? ''));
  return configures && programDoes(program, 'says') ? 'all' : [];
}

function settings(words: readonly Word[]): 'all' | readonly Word[] {
  const own = words.filter(({ text }) => isAptVariable(/^\w+/.exec(text)?.[0] ?? ''));
  return own.length > 0 && own.length === words.length ? 'all' : own;
}

/** `rm -rf /var/lib/apt/lists/* /tmp/*`: the first path goes, the second stays. */
function cleanup(words: readonly Word[]): 'all' | readonly Word[] {
  const paths = words.filter(({ text }) => !text.startsWith('-'));
  const own = paths.filter(({ value, text }) => aptFiles.test(value ?? text));
  return own.length > 0 && own.length === paths.length ? 'all' : own;
}

/** Commands that only answer the questions of the one behind the pipe, and keep no file of what they say. */
export function isAnswer(command: Command): boolean {
  const answers = programDoes(programOf(command), 'says') || programOf(command) === 'yes';
  return answers && command.writes.every((path) => path === '/dev/null');
}
