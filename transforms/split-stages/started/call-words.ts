import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import { loadsNothing, programLoads } from '../../../src/knowledge/npm/loaded-by-name.js';
import { afterInit, commandStart, managerNamed, prefixOf } from '../../../src/command/index.js';

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

/**
 * Whether a platform may start a program in the image of an application: by its path, or by a name that the image or a
 * package of the application has. A container beside it brings programs of its own.
 */
export function isKnownProgram([program = '']: readonly string[]): boolean {
  return (
    program.includes('/') ||
    /^node(?:js)?$/.test(program) ||
    managerNamed(program) !== undefined ||
    programIn('node-debian', program) === true ||
    programLoads(program) !== undefined ||
    loadsNothing(program)
  );
}
