import type { Command } from '../../shell/index.js';
import { folderAt, placeWithoutVariables, walked } from '../../steps/index.js';
import { embedded, ended } from './embedding.js';
import { oddity } from './oddities.js';
import { type Known, type Resolved, unresolved } from './resolved.js';
import type { Site } from './sites.js';

/** Resolves one command of a list at the place where it runs. */
type ResolvePart = (command: Command, site: Site) => Resolved;

/**
 * Resolves several commands, or one that a shell must read: the text stays as it is, each call in it
 * becomes the program, and the last command replaces the shell (handbook E08, E24).
 *
 * @param where names the script in messages
 */
export function resolveList(
  text: string,
  commands: readonly Command[],
  start: Site,
  part: ResolvePart,
  where = '',
): Resolved {
  const odd = oddity(text, commands);
  if (odd !== undefined) return unresolved('script', `${where}"${text}" ${odd}.`);
  const outer = commands.filter((one) => !isInside(one, commands));
  const notes: string[] = [];
  let head = '';
  let done = 0;
  const places = walked(outer, placeWithoutVariables(start.folder));
  for (const [index, [command, place]] of places.entries()) {
    const folder = folderAt(place);
    if (folder === undefined)
      return unresolved('script', `${where}"${text}" changes to a folder that is not known.`);
    const resolved = isFolderChange(command)
      ? kept(command, text)
      : part(command, { ...start, folder });
    if (resolved.kind === 'unresolved') return resolved;
    notes.push(...resolved.notes);
    head += text.slice(done, command.start);
    done = command.end;
    if (index < outer.length - 1) head += embedded(resolved, neighbours(command, outer[index + 1]));
    else return atEnd(head, command, resolved, notes, `${where}"${text}"`);
  }
  return unresolved('script', `${where}"${text}" is no plain shell command.`);
}

function atEnd(
  head: string,
  { operator }: Command,
  resolved: Known,
  notes: readonly string[],
  what: string,
): Resolved {
  const list = ended(head, operator, resolved);
  return list
    ? { ...list, notes }
    : unresolved('script', `${what} ends in a way in which the shell stays.`);
}

/** A command inside a word of another one: `$(date)`. It stays as it is, and must not need npm. */
function isInside(one: Command, all: readonly Command[]): boolean {
  return all.some((other) => other !== one && other.start <= one.start && other.end >= one.end);
}

/** In a group or a condition anything may stand beside: a list gets a subshell. */
function neighbours(command: Command, next: Command | undefined) {
  return command.nested
    ? ({ before: '|', after: '|' } as const)
    : { before: command.operator, after: next?.operator };
}

function isFolderChange({ words, nested }: Command): boolean {
  return !nested && words[0]?.value === 'cd';
}

function kept(command: Command, text: string): Known {
  const last = text.slice(command.start, command.end);
  return { kind: 'list', head: '', assigned: '', last, joined: 'single', notes: [] };
}
