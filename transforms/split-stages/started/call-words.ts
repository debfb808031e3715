import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { afterInit, commandStart, prefixOf } from '../../../src/command/index.js';

const assignment = /^\w+=/;

/** Takes away what stands before a program and starts it: inits, assignments, `exec`. */
export function withoutWrappers(words: readonly string[]): readonly string[] {
  const [program = ''] = words;
  const init = afterInit(words);
  if (init) return withoutWrappers(init);
  const name = posix.basename(program);
  const own = assignment.test(program)
    ? 1
    : programDoes(name, 'precedes')
      ? commandStart(name, words)
      : 0;
  const taken = own || prefixOf(words).length;
  return taken > 0 ? withoutWrappers(words.slice(taken)) : words;
}

/** The scripts of package.json that a word names for what runs scripts: `npm:start:*`. */
export function scriptPattern(word: string): RegExp {
  const name = word.replace(/^(?:npm|yarn|pnpm):/, '').replace(/[^\w:*-]/g, '');
  return new RegExp(`^${name.replaceAll('*', '.*')}$`);
}
