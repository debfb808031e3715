import { posix } from 'node:path';
import { type Environment, expand } from '../dockerfile/index.js';
import { type Command, programOf } from '../shell/index.js';

/** Each command of a script with the folder in which it runs; undefined where that is not known. */
export function withFolders(
  commands: readonly Command[],
  start: string | undefined,
  environment: Environment,
): [Command, string | undefined][] {
  let [outer, inner] = [start, start];
  return commands.map((command) => {
    if (!command.nested) inner = outer;
    const here = inner;
    if (programOf(command) === 'cd') inner = changed(here, command, environment);
    if (!command.nested) outer = inner;
    return [command, here];
  });
}

/** Where `cd` leads; variables count as the Dockerfile sets them. */
function changed(folder: string | undefined, { words }: Command, { scope }: Environment) {
  const [, word] = words;
  const path = word?.value ?? (word && expand(word.text, scope.variable));
  if (path === undefined || path === '-' || path.startsWith('~')) return undefined;
  return path.startsWith('/') ? posix.resolve(path) : folder && posix.resolve(folder, path);
}
