import { firstMatch, type Place } from '../../../src/project/index.js';
import { type Command, parseScript } from '../../../src/shell/index.js';
import { rootCommand } from './programs.js';

/** Programs that ask a server, whose host is often called after what runs there: `nc -z postgres 5432`. */
const asksServers = new Set(
  'curl dig getent host mysqladmin nc ncat netcat nslookup pg_isready ping psql redis-cli telnet wait-for wait-for-it wait-for-it.sh wait-for.sh wait_for wget'.split(
    ' ',
  ),
);
const speaks = new Set(['echo', 'printf']);

/** Whether a shell text calls a program that needs root. */
export function callsRoot(text: string): boolean {
  return rootCommand.test(text) && rootCommand.test(withoutNames(text));
}

/** The first line of a script that calls one. */
export function rootCall(path: string, text: string): Place | undefined {
  const place =
    firstMatch(path, text, rootCommand) && firstMatch(path, withoutNames(text), rootCommand);
  return place && { ...place, text: (text.split('\n')[place.line - 1] ?? '').trim() };
}

/** A script without the words that only name a server, or are said to people: blanks stand in their places. */
function withoutNames(text: string): string {
  const commands = parseScript(text)?.commands ?? [];
  const names = commands.flatMap((command) => namesIn(command, text));
  return names.reduce(
    (rest, { start, end }) =>
      rest.slice(0, start) + rest.slice(start, end).replace(/\S/g, ' ') + rest.slice(end),
    text,
  );
}

function namesIn(command: Command, text: string): Command['words'] {
  const [program, ...others] = command.words;
  const name = program?.value?.replace(/^.*\//, '') ?? '';
  const said = speaks.has(name) && !command.redirected && !isRead(command, text);
  if (!said && !asksServers.has(name)) return [];
  // Behind `--` stands what is started once the server answers.
  const end = said ? -1 : others.findIndex(({ text: word }) => word === '--');
  return others
    .slice(0, end === -1 ? others.length : end)
    .filter((word) => !/[`]|\$\(/.test(word.text));
}

/** Whether a pipe hands what is said to another program, which may be a shell. */
function isRead({ end }: Command, text: string): boolean {
  return /^[ \t]*\|(?!\|)/.test(text.slice(end, end + 20));
}
