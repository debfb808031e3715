import {
  type CommandPrefix,
  commandPrefix,
} from '../../../src/knowledge/system/command-prefixes.js';
import { type Command, execCommand, parseScript, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Caller, Inner, Surroundings } from '../move.js';

const shells = /^(?:sh|ash|bash|dash|su)$/;

/** The commands that a command line holds inside: `env A=b x`, `sh -c "x"`, `find -exec x`. */
export function* wrappedCommands(
  _: Surroundings,
  caller: Caller,
  command: Command,
): Iterable<Inner | Declined> {
  const program = programOf(command) ?? '';
  const rest = followers(program, command);
  if (rest) yield { commands: [rest], caller };
  for (const text of scriptTexts(program, command))
    yield readText(text, { ...caller, reader: shells.test(program) ? program : 'sh' });
}

function readText(text: string | undefined, caller: Caller): Inner | Declined {
  const script = text === undefined ? undefined : parseScript(text);
  if (script) return { commands: script.commands, caller };
  return decline(
    'alpine-base/unread-run',
    caller.at,
    `${caller.label} hands a text to another shell that can't be read, so nothing is known of what it needs.`,
  );
}

/** The command after a prefix such as `env` or `xargs`, and the one after `find -exec`. */
function followers(program: string, command: Command): Command | undefined {
  const prefix = commandPrefix(program);
  const { words } = command;
  const end = words.findIndex(({ value }) => value === '--');
  let at = -1;
  if (program === 'command') at = /^-[vV]/.test(words[1]?.value ?? '') ? -1 : 1;
  else if (end !== -1 && /^(?:dotenvx?|env-cmd|tini|dumb-init)$/.test(program)) at = end + 1;
  else if (prefix) at = afterOptions(command, prefix);
  else if (program === 'find')
    at = words.findIndex(({ value }) => /^-(?:exec|execdir|ok)$/.test(value ?? '')) + 1 || -1;
  return at > 0 && at < words.length
    ? { ...command, assignments: [], words: words.slice(at) }
    : undefined;
}

/** Where the program stands after options, their values and `NAME=value`. */
function afterOptions({ words }: Command, { valued, words: own }: CommandPrefix): number {
  let at = 1;
  for (; at < words.length; at += 1) {
    const { text, value = '' } = words[at] as (typeof words)[number];
    if (value.startsWith('-')) at += valued.includes(value) ? 1 : 0;
    else if (!/^\w+=/.test(text) && !/^dotenvx?$|^run$/.test(value)) break;
  }
  return at + own;
}

/** Texts that another shell reads: `sh -c`, `su -c`, `eval`, `concurrently "a" "b"`, `nodemon -x`. */
function scriptTexts(program: string, { words }: Command): (string | undefined)[] {
  const args = words.slice(1);
  if (program === 'eval')
    return [
      args.every(({ value }) => value !== undefined)
        ? args.map(({ value }) => value).join(' ')
        : undefined,
    ];
  if (program === 'concurrently')
    return args.flatMap(({ value }) => (value === undefined || /\s/.test(value) ? [value] : []));
  const flag = shells.test(program)
    ? /^-[a-z]*c$|^--command$/
    : /^(?:nodemon|tsc-watch|onchange)$/.test(program)
      ? /^(?:-x|--exec|--onSuccess)$/
      : undefined;
  const at = flag ? args.findIndex(({ value }) => flag.test(value ?? '')) : -1;
  return at === -1 ? [] : [args[at + 1]?.value];
}

/** A command made of words that were found in another one. */
export function commandOf(words: readonly string[], caller: Caller): Command {
  return execCommand(words, caller.at);
}
