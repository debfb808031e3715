import { isSystemShell } from '../../shell/index.js';
import { programIn } from '../../knowledge/images/contents.js';
import { binPath } from './bin-paths.js';
import { bringsBin } from '../managers/bins.js';
import { scriptProblem } from './own-script.js';
import { pm2Problem } from './pm2-programs.js';
import { generatorProblem } from './prisma-generators.js';
import { seedProblem } from './prisma-seed.js';
import { noProduction } from './production.js';
import { argv, type Resolved, unresolved } from './resolved.js';
import type { Site } from './sites.js';
import { wrappedAt } from './wrappers.js';

/** What the search for a program must know beside the place. */
interface Surroundings {
  /** Programs that a RUN installs globally. */
  readonly globals: ReadonlySet<string>;
  /** The text of a file, by its path as the command writes it. */
  readonly read: (path: string, site: Site) => string | undefined;
  /** What to do with the command that a wrapper starts. */
  readonly resolve: (words: readonly string[], site: Site) => Resolved;
}

/** Finds the programs of a start script where npm would find them. */
export class Programs {
  constructor(readonly around: Surroundings) {}

  /** A program that no package manager stands before. */
  direct(words: readonly string[], site: Site): Resolved {
    const [program = '', file = ''] = words;
    const bare = program.replace(/^(?:\.\/)?node_modules\/\.bin\//, '');
    if (program === 'node') return this.#node(words, site);
    if (isSystemShell(program) && /^[\w./]/.test(file)) return this.#own(words, file, site);
    if (bare === program && program.includes('/')) return this.#own(words, program, site);
    const system =
      programIn('node-alpine', program) === true && !/^(?:npm|npx|sh|ash)$/.test(program);
    return system && !bringsBin(site.application, program)
      ? argv(words)
      : this.bin([bare, ...words.slice(1)], site);
  }

  /** A script of the project may count on what npm sets. */
  #own(words: readonly string[], file: string, site: Site): Resolved {
    const problem = scriptProblem(file, this.around.read(file, site), site.application);
    return problem === undefined ? argv(words) : unresolved('script', problem);
  }

  /** The package `node` puts another node into node_modules/.bin, which npm finds first. */
  #node(words: readonly string[], site: Site): Resolved {
    if (bringsBin(site.application, 'node'))
      return unresolved(
        'script',
        `"${words.join(' ')}" runs the node that the package "node" brings.`,
      );
    return noProduction('node', words.slice(1)) ?? argv(words);
  }

  /** A program of node_modules/.bin, started by its path, or one that is installed globally. */
  bin(words: readonly string[], site: Site): Resolved {
    const [bin = '', ...args] = words;
    if (bin === 'node') return this.#node(words, site);
    const at = wrappedAt(words);
    const before = typeof at === 'number' && at > 0 ? words.slice(1, at) : args;
    const { read, globals } = this.around;
    const problem =
      noProduction(bin, before) ??
      generatorProblem(bin, before, site, read) ??
      seedProblem(bin, before, site, read, globals) ??
      pm2Problem(bin, before, site, read);
    if (problem) return problem;
    const isGlobal = globals.has(bin);
    const own = isGlobal && !site.mayHaveModules() ? undefined : binPath(site, bin);
    const path = own ?? (isGlobal ? bin : undefined);
    if (path === undefined)
      return unresolved(
        'script',
        `"${words.join(' ')}" is no program of the project's dependencies.`,
      );
    return typeof at === 'number' ? this.#wrapped(path, words, at, site) : at;
  }

  #wrapped(path: string, words: readonly string[], at: number, site: Site): Resolved {
    if (at === 0) return argv([path, ...words.slice(1)]);
    const inner = this.around.resolve(words.slice(at), site);
    if (inner.kind === 'unresolved') return inner;
    if (inner.kind === 'argv' && inner.folder === undefined)
      return { ...inner, argv: [path, ...words.slice(1, at), ...inner.argv] };
    return unresolved('script', `"${words.join(' ')}" starts a script of several commands.`);
  }
}
