import { posix } from 'node:path';
import { afterInit, commandStart, prefixOf } from '../../../src/command/index.js';

const assignment = /^\w+=/;

/** What starts the program behind it, beside the programs of {@link prefixOf}. */
const starters = /^(?:command|cross-env|cross-env-shell|env|exec|time)$/;

/** Takes away what stands before a program and starts it: inits, assignments, `exec`. */
export function withoutWrappers(words: readonly string[]): readonly string[] {
  const [program = ''] = words;
  const init = afterInit(words);
  if (init) return withoutWrappers(init);
  const name = posix.basename(program);
  const own = assignment.test(program) ? 1 : starters.test(name) ? commandStart(name, words) : 0;
  const taken = own || prefixOf(words).length;
  return taken > 0 ? withoutWrappers(words.slice(taken)) : words;
}
