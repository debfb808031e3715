import {
  type Command,
  commandBehind,
  execCommand,
  isShell,
  parseScript,
  programOf,
  type Word,
} from '../../../src/shell/index.js';
import { startedLines } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Caller, Inner, Surroundings } from '../move.js';

/** The commands that a command line holds inside: `env A=b x`, `sh -c "x"`, `find -exec x`. */
export function* wrappedCommands(
  _: Surroundings,
  caller: Caller,
  command: Command,
): Iterable<Inner | Declined> {
  const program = programOf(command) ?? '';
  const rest = commandBehind(command);
  if (rest) yield { commands: [rest], caller };
  for (const text of scriptTexts(program, command))
    yield readText(text, { ...caller, reader: readsText(program) ? program : 'sh' });
  yield* evaluated(program, command, caller);
}

/** What the text of `node -e "require('child_process').execSync('git log')"` starts. */
function* evaluated(program: string, { words }: Command, caller: Caller): Iterable<Inner> {
  if (program !== 'node') return;
  const option = words.findIndex(({ value = '' }) => /^(?:-e|-p|-pe|--eval|--print)$/.test(value));
  const source = option === -1 ? '' : (words[option + 1]?.value ?? '');
  for (const { text } of startedLines(source)) {
    const commands = parseScript(text)?.commands;
    if (commands) yield { commands, caller: { ...caller, script: true } };
  }
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

/** Texts that another shell reads: `sh -c`, `su -c`, `npx -c`, `eval`, `concurrently "a" "b"`, `nodemon -x`. */
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
  const flag = optionOfText(program, args);
  const at = flag ? args.findIndex(({ value }) => flag.test(value ?? '')) : -1;
  return at === -1 ? [] : [args[at + 1]?.value];
}

/** The option behind which a program is handed a text for a shell. */
function optionOfText(program: string, args: readonly Word[]): RegExp | undefined {
  const isExec = program === 'npm' && /^(?:exec|x)$/.test(args[0]?.value ?? '');
  if (isExec || program === 'npx') return /^(?:-c|--call)$/;
  if (readsText(program)) return /^-[a-z]*c$|^--command$/;
  if (/^(?:nodemon|tsc-watch|onchange)$/.test(program)) return /^(?:-x|--exec|--onSuccess)$/;
  return undefined;
}

function readsText(program: string): boolean {
  return isShell(program) || program === 'su';
}

/** A command made of words that were found in another one. */
export function commandOf(words: readonly string[], caller: Caller): Command {
  return execCommand(words, caller.at);
}
