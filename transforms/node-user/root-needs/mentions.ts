import { programDoes } from '../../../src/knowledge/program-traits.js';
import { firstMatch, type Place } from '../../../src/project/index.js';
import {
  blanked,
  type Command,
  parseScript,
  programOf,
  withoutMessages,
} from '../../../src/shell/index.js';
import { rootCommand } from './programs.js';

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

/** The words for programs that ask a server: `nc -z postgres 5432`. */
function serversIn(command: Command): Command['words'] {
  if (!programDoes(programOf(command), 'asks')) return [];
  const others = command.words.slice(1);
  // Behind `--` stands what is started once the server answers.
  const end = others.findIndex(({ text: word }) => word === '--');
  return others
    .slice(0, end === -1 ? others.length : end)
    .filter((word) => !/[`]|\$\(/.test(word.text));
}
