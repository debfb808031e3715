import { firstMatch, type Place } from '../../../src/project/index.js';
import {
  blanked,
  type Command,
  parseScript,
  programOf,
  withoutMessages,
} from '../../../src/shell/index.js';
import { wordSet } from '../../../src/grouping.js';
import { rootCommand } from './programs.js';

/** Programs that ask a server, whose host is often called after what runs there: `nc -z postgres 5432`. */
const asksServers = wordSet(
  'curl dig getent host mysqladmin nc ncat netcat nslookup pg_isready ping psql redis-cli telnet wait-for wait-for-it wait-for-it.sh wait-for.sh wait_for wget',
);

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
  return blanked(withoutMessages(text), commands.flatMap(serversIn));
}

function serversIn(command: Command): Command['words'] {
  if (!asksServers.has(programOf(command) ?? '')) return [];
  const others = command.words.slice(1);
  // Behind `--` stands what is started once the server answers.
  const end = others.findIndex(({ text: word }) => word === '--');
  return others
    .slice(0, end === -1 ? others.length : end)
    .filter((word) => !/[`]|\$\(/.test(word.text));
}
