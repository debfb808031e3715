import type { Stage } from '../dockerfile/index.js';
import type { Project } from '../project/index.js';
import { type Command, parseScript, writtenWords } from '../shell/index.js';
import { scriptOf } from './container-command.js';
import { managerNamed } from './managers/managers.js';
import type { Unresolved } from './start/resolved.js';
import { type Ready, resolverOf } from './start/index.js';

/**
 * What is for development among the commands of a text that somebody else runs in the image of a
 * stage, such as a compose file, scripts of package.json followed.
 */
export function developmentIn(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  text: string,
): Unresolved | undefined {
  const ready = resolverOf(project, stage, stages);
  if ('kind' in ready) return undefined;
  for (const words of commandsIn(text).map(writtenWords)) {
    if (words[0] === 'cd') return undefined;
    const found = developmentOf(ready, words);
    if (found) return found;
  }
  return undefined;
}

/** The commands of a text that a shell reads, those of `sh -c` in its place. */
export function commandsIn(text: string): readonly Command[] {
  const commands = parseScript(text)?.commands ?? [];
  return commands.flatMap((command) => {
    const script = scriptOf(writtenWords(command));
    return script === undefined ? [command] : commandsIn(script);
  });
}

/** A script in front may start what stands behind it: `./wait.sh npm run dev`. */
function developmentOf({ resolver, site }: Ready, words: readonly string[]) {
  const manager = words.findIndex((word) => managerNamed(word) !== undefined);
  const lines = [words, ...(manager > 0 ? [words.slice(manager)] : [])];
  return lines
    .map((line) => resolver.resolve(line, site))
    .find((one): one is Unresolved => one.kind === 'unresolved' && one.reason === 'development');
}
