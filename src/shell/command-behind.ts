import { type CommandPrefix, commandPrefix } from '../knowledge/system/command-prefixes.js';
import { type Command, withWords } from './command.js';
import { programOf } from './command-words.js';

/** The command that another one starts, which stands behind its own words: behind `env A=b`, `xargs`, `find -exec`. */
export function commandBehind(command: Command): Command | undefined {
  const { words } = command;
  const at = placeBehind(command);
  return at > 0 && at < words.length ? withWords(command, words.slice(at), []) : undefined;
}

/** The last in such a row, which does what is done; a command that starts no other is that itself. */
export function innermostCommand(command: Command): Command {
  const behind = commandBehind(command);
  return behind ? innermostCommand(behind) : command;
}

function placeBehind(command: Command): number {
  const program = programOf(command) ?? '';
  const { words } = command;
  if (program === 'command') return /^-[vV]/.test(words[1]?.value ?? '') ? -1 : 1;
  if (program === 'find')
    return (
      words.findIndex(({ value }) => /^-(?:exec|execdir|ok|okdir)$/.test(value ?? '')) + 1 || -1
    );
  const prefix = commandPrefix(program);
  const end = words.findIndex(({ value }) => value === '--');
  if (end !== -1 && /^(?:dotenvx?|env-cmd|tini|dumb-init)$/.test(program)) return end + 1;
  return prefix ? behindOptions(command, prefix) : -1;
}

/** Where the program stands after options, their values and variables that are set for it. */
function behindOptions({ words }: Command, { valued, words: own, assigns }: CommandPrefix): number {
  let at = 1;
  for (; at < words.length; at += 1) {
    const { text, value = '' } = words[at] as (typeof words)[number];
    if (value.startsWith('-')) at += valued.includes(value) ? 1 : 0;
    else if (!(assigns && /^\w+=/.test(text)) && !/^dotenvx?$|^run$/.test(value)) break;
  }
  return at + own;
}
