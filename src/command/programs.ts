import { programIn } from '../knowledge/image-contents.js';
import { bringsBin, type KnownApplication } from './bins.js';
import { scriptProblem } from './own-script.js';
import { noProduction } from './production.js';
import { argv, type Resolved, unresolved } from './resolved.js';
import { wrappedAt } from './wrappers.js';

/** Finds the programs of a start script where npm would find them. */
export class Programs {
  /**
   * @param read the text of a file, by its path as the start script writes it
   * @param resolve what to do with the command that a wrapper starts
   */
  constructor(
    readonly application: KnownApplication,
    readonly read: (path: string) => string | undefined,
    readonly resolve: (words: readonly string[]) => Resolved,
  ) {}

  /** A program of a list: one of the system stands as it is, unless the project brings its name. */
  inList(words: readonly string[]): Resolved {
    const [program = ''] = words;
    const system =
      programIn('node-alpine', program) === true && !/^(?:sh|ash|node|npm|npx)$/.test(program);
    return system && !bringsBin(this.application, program) ? argv(words) : this.direct(words);
  }

  /** A program that no package manager stands before. */
  direct(words: readonly string[]): Resolved {
    const [program = '', file = ''] = words;
    const bare = program.replace(/^(?:\.\/)?node_modules\/\.bin\//, '');
    if (program === 'node') return this.#node(words);
    if (program === 'sh' && /^[\w./]/.test(file)) return this.#own(words, file);
    if (bare === program && program.includes('/')) return this.#own(words, program);
    return this.bin([bare, ...words.slice(1)]);
  }

  /** A script of the project may count on what npm sets. */
  #own(words: readonly string[], file: string): Resolved {
    const problem = scriptProblem(file, this.read(file), this.application);
    return problem === undefined ? argv(words) : unresolved('script', problem);
  }

  /** The package `node` puts another node into node_modules/.bin, which npm finds first. */
  #node(words: readonly string[]): Resolved {
    const line = words.join(' ');
    if (bringsBin(this.application, 'node'))
      return unresolved('script', `"${line}" runs the node that the package "node" brings.`);
    return noProduction('node', words.slice(1)) ?? argv(words);
  }

  /** A program of node_modules/.bin, started by its path (handbook E20). */
  bin(words: readonly string[]): Resolved {
    const [bin = '', ...args] = words;
    if (bin === 'node') return this.#node(words);
    const problem = noProduction(bin, args);
    if (problem) return problem;
    if (!bringsBin(this.application, bin))
      return unresolved(
        'script',
        `"${words.join(' ')}" is no program of the project's dependencies.`,
      );
    const at = wrappedAt(words);
    if (typeof at !== 'number') return at;
    const path = `./node_modules/.bin/${bin}`;
    if (at === 0) return argv([path, ...args]);
    const inner = this.resolve(words.slice(at));
    if (inner.kind === 'unresolved') return inner;
    return inner.kind === 'argv'
      ? argv([path, ...words.slice(1, at), ...inner.argv])
      : unresolved('script', `"${words.join(' ')}" starts a script of several commands.`);
  }
}
