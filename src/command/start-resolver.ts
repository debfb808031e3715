import { programIn } from '../knowledge/image-contents.js';
import { scriptLine } from '../project/index.js';
import { type Command, parseScript, quoteWord } from '../shell/index.js';
import { bringsBin, type KnownApplication } from './bins.js';
import { type ManagerCall, managerCall } from './manager-call.js';
import { isStatic, oddity } from './oddities.js';
import { noProduction } from './production.js';
import { argv, type Part, partsOf, type Resolved, spliced, unresolved } from './resolved.js';
import { scriptProblem } from './own-script.js';
import { withoutCrossEnv, wrappedAt } from './wrappers.js';

/** Scripts that call scripts: deeper than this, nobody meant it (handbook E25). */
const deepest = 5;

/** What a resolver must know beside package.json. */
export interface Circumstances {
  /** Whether the package manager runs pre- and post-scripts. */
  readonly hooks: boolean;
  /** The text of a file, by its path as the start script writes it; undefined when not known. */
  readonly read: (path: string) => string | undefined;
  /** Whether a file comes from the build context. */
  readonly has: (path: string) => boolean;
}

/** Resolves calls of a package manager through one package.json to what they run in the end. */
export class StartResolver {
  /**
   * @param application where the scripts are looked up
   */
  constructor(
    readonly application: KnownApplication,
    readonly circumstances: Circumstances,
  ) {}

  /** Resolves an argument vector that no shell reads. */
  resolve(words: readonly string[], depth = 0): Resolved {
    const { settings, rest } = withoutCrossEnv(words);
    const call = managerCall(rest);
    const inner = call ? this.#call(call, rest, depth) : this.#program(rest);
    return settings.length === 0 ? inner : withSettings(settings, inner, words);
  }

  #call(call: ManagerCall, words: readonly string[], depth: number): Resolved {
    if (call.kind === 'other')
      return unresolved('script', `"${words.join(' ')}" can't be resolved: ${call.why}.`);
    return call.kind === 'bin' ? this.#bin([call.bin, ...call.args]) : this.#script(call, depth);
  }

  #script(call: ManagerCall & { kind: 'script' }, depth: number): Resolved {
    const { scripts, path } = this.application.manifest;
    const body = scripts.get(call.script) ?? this.#serverOf(call);
    if (body === undefined && call.manager !== 'npm') return this.#bin([call.script, ...call.args]);
    if (body === undefined) return unresolved('script', `${path} has no script "${call.script}".`);
    const place = `${path}:${scriptLine(this.application.manifest, call.script)}`;
    if (depth >= deepest)
      return unresolved('script', `${place}: the scripts call each other without end.`);
    const text = [body, ...call.args.map(quoteWord)].join(' ');
    return this.#hooked(call.script, place, () => this.body(text, depth + 1, place));
  }

  /** What npm does for `npm start` where nobody wrote a script (handbook E02). */
  #serverOf({ script, manager }: ManagerCall & { kind: 'script' }): string | undefined {
    const there = script === 'start' && manager === 'npm' && this.circumstances.has('server.js');
    return there ? 'node server.js' : undefined;
  }

  /** Scripts before and after a script that npm runs by their names (handbook E26). */
  #hooked(script: string, place: string, resolve: () => Resolved): Resolved {
    const { scripts } = this.application.manifest;
    const before = this.circumstances.hooks ? scripts.get(`pre${script}`) : undefined;
    if (before !== undefined)
      return unresolved(
        'script',
        `${place}: "pre${script}" (${before}) runs before "${script}" and would be left out.`,
      );
    const resolved = resolve();
    const after = this.circumstances.hooks ? scripts.get(`post${script}`) : undefined;
    if (resolved.kind === 'unresolved' || after === undefined) return resolved;
    const note = `"post${script}" (${after}) no longer runs after the program ends.`;
    return { ...resolved, notes: [...resolved.notes, note] };
  }

  /** Resolves the text of a script or of a command in shell form. */
  body(text: string, depth = 0, place?: string): Resolved {
    const where = place === undefined ? '' : `${place}: `;
    const commands = parseScript(text)?.commands;
    if (!commands || commands.length === 0)
      return unresolved('script', `${where}"${text}" is no plain shell command.`);
    const odd = oddity(text, commands);
    if (odd !== undefined) return unresolved('script', `${where}"${text}" ${odd}.`);
    const [only] = commands;
    if (commands.length === 1 && only && isStatic(only)) return this.#simple(only, depth);
    return this.#list(text, commands, depth);
  }

  /** One command without variables: an argument vector will do. */
  #simple(command: Command, depth: number): Resolved {
    const all = command.words.map(({ value = '' }) => value);
    const words = all[0] === 'exec' ? all.slice(1) : all;
    const inner = this.resolve(words, depth);
    const settings = command.assignments.map(({ name, value = '' }) => `${name}=${value}`);
    return settings.length === 0 ? inner : withSettings(settings, inner, all);
  }

  /** Several commands, or one with variables: the shell stays, the last command replaces it. */
  #list(text: string, commands: readonly Command[], depth: number): Resolved {
    const parts: Part[] = [];
    const notes: string[] = [];
    for (const command of commands) {
      const operator =
        command.operator === '&&' || command.operator === ';' ? command.operator : undefined;
      const resolved = this.#part(text, command, depth);
      if (resolved.kind === 'unresolved') return resolved;
      const added = spliced(operator, partsOf(resolved));
      if (!added)
        return unresolved('script', `"${text}" calls a script that needs a shell of its own.`);
      parts.push(...added);
      notes.push(...resolved.notes);
    }
    return { kind: 'list', parts, notes };
  }

  /** One command of a list: what the shell reads stays as it is, the program becomes a path. */
  #part(text: string, command: Command, depth: number): Resolved {
    const words = command.words[0]?.value === 'exec' ? command.words.slice(1) : command.words;
    const [program, ...others] = words;
    if (program?.value === undefined)
      return unresolved('script', `"${text}" starts a program that a variable names.`);
    if (managerCall([program.value]) || /^(?:cross-env|env)$/.test(program.value))
      return isStatic(command)
        ? this.#simple(command, depth)
        : unresolved('script', `"${text}" passes variables through ${program.value}.`);
    const known = this.#listed([program.value, ...others.map((word) => word.value ?? word.text)]);
    if (known.kind !== 'argv') return known;
    const assigned = command.assignments.map((one) => one.text).join(' ');
    const path = known.argv.slice(0, known.argv.length - others.length);
    const written = [...path.map(quoteWord), ...others.map((word) => word.text)].join(' ');
    return { kind: 'list', parts: [{ assigned, text: written }], notes: [] };
  }

  /** A program of a list: one of the system stands as it is, unless the project brings its name. */
  #listed(words: readonly string[]): Resolved {
    const [program = ''] = words;
    const system =
      programIn('node-alpine', program) === true && !/^(?:sh|ash|node|npm|npx)$/.test(program);
    return system && !bringsBin(this.application, program) ? argv(words) : this.#program(words);
  }

  /** A program that no package manager stands before. */
  #program(words: readonly string[]): Resolved {
    const [program = '', file = ''] = words;
    const bare = program.replace(/^(?:\.\/)?node_modules\/\.bin\//, '');
    if (program === 'node') return this.#node(words);
    if (program === 'sh' && /^[\w./]/.test(file)) return this.#own(words, file);
    if (bare === program && program.includes('/')) return this.#own(words, program);
    return this.#bin([bare, ...words.slice(1)]);
  }

  /** A script of the project may count on what npm sets. */
  #own(words: readonly string[], file: string): Resolved {
    const problem = scriptProblem(file, this.circumstances.read(file), this.application);
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
  #bin(words: readonly string[]): Resolved {
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

/** Assignments go to `env`, which passes them on and needs no shell (handbook E22). */
function withSettings(
  settings: readonly string[],
  inner: Resolved,
  words: readonly string[],
): Resolved {
  if (inner.kind === 'unresolved') return inner;
  if (inner.kind === 'list')
    return unresolved(
      'script',
      `"${words.join(' ')}" sets variables for a script of several commands.`,
    );
  const rest = inner.argv[0] === 'env' ? inner.argv.slice(1) : inner.argv;
  return { ...inner, argv: ['env', ...settings, ...rest] };
}
