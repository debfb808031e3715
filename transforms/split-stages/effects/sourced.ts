import { posix } from 'node:path';
import { type Command, parseScript, programOf } from '../../../src/shell/index.js';
import type { Site } from './effect.js';

/** Variables that decide where programs and their files are, and what an install takes along. */
const decisive = /^(?:PATH|HOME|NODE_ENV|NODE_PATH|PREFIX|XDG_\w+|npm_config_\w+)$/i;

/**
 * Whether `. ./build.env` reads a file of the project that sets variables and does nothing else: none
 * that the Dockerfile knows with another value, and none that decides where things lie.
 */
export function onlySetsVariables({ words: [, path, more] }: Command, site: Site): boolean {
  const [folder, other] = site.folders;
  if (path?.value === undefined || more || folder === undefined || other !== undefined)
    return false;
  const text = site.textOf(posix.resolve(folder, path.value));
  const commands = text === undefined ? undefined : parseScript(text)?.commands;
  const names = commands?.map(namesSet) ?? [undefined];
  return names.every((list) =>
    list?.every((name) => !decisive.test(name) && !site.environment.scope.declares(name)),
  );
}

/** The variables of `A=b`, `export A=b` and `set -a`; undefined for a command that does something else. */
function namesSet(command: Command): readonly string[] | undefined {
  const own = command.assignments.map(({ name }) => name);
  if (command.words.length === 0) return own;
  const program = programOf(command);
  const args = command.words.slice(1).map(({ text }) => text);
  if (program === 'export' && args.every((word) => /^\w+(?:=|$)/.test(word)))
    return [...own, ...args.map((word) => word.replace(/=.*/s, ''))];
  return program === 'set' && args.every((word) => /^[-+]a$/.test(word)) ? own : undefined;
}
