import { scriptLine } from '../project/index.js';
import { type Command, parseScript, quoteWord, type Word } from '../shell/index.js';
import { type KnownApplication } from './bins.js';
import { type ManagerCall, managerCall } from './manager-call.js';
import { isStatic, oddity } from './oddities.js';
import { Programs } from './programs.js';
import { type Part, partsOf, type Resolved, spliced, unresolved } from './resolved.js';
import { withoutCrossEnv } from './wrappers.js';

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
  readonly #programs: Programs;

  /**
   * @param application where the scripts are looked up
   */
  constructor(
    readonly application: KnownApplication,
    readonly circumstances: Circumstances,
  ) {
    this.#programs = new Programs(application, circumstances.read, (words) => this.resolve(words));
  }

  /** Resolves an argument vector that no shell reads. */
  resolve(words: readonly string[], depth = 0): Resolved {
    const { settings, rest } = withoutCrossEnv(words);
    const call = managerCall(rest);
    const inner = call ? this.#call(call, rest, depth) : this.#programs.direct(rest);
    return settings.length === 0 ? inner : withSettings(settings, inner, words);
  }

  #call(call: ManagerCall, words: readonly string[], depth: number): Resolved {
    if (call.kind === 'other')
      return unresolved('script', `"${words.join(' ')}" can't be resolved: ${call.why}.`);
    return call.kind === 'bin'
      ? this.#programs.bin([call.bin, ...call.args])
      : this.#script(call, depth);
  }

  #script(call: ManagerCall & { kind: 'script' }, depth: number): Resolved {
    const { scripts, path } = this.application.manifest;
    const body = scripts.get(call.script) ?? this.#serverOf(call);
    if (body === undefined && call.manager !== 'npm')
      return this.#programs.bin([call.script, ...call.args]);
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
    const known = this.#programs.inList([
      program.value,
      ...others.map((word) => word.value ?? word.text),
    ]);
    if (known.kind !== 'argv') return known;
    const written = textOf(known.argv, words);
    if (written === undefined)
      return unresolved('script', `"${text}" starts a program through ${program.value}.`);
    const assigned = command.assignments.map((one) => one.text).join(' ');
    return { kind: 'list', parts: [{ assigned, text: written }], notes: [] };
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

/**
 * A command with its program resolved and its other words as the shell reads them; undefined where
 * more than the program has changed and a variable stands among the words.
 */
function textOf(found: readonly string[], words: readonly Word[]): string | undefined {
  const [program, ...others] = words;
  const kept = others.every((word, index) => found[index + 1] === (word.value ?? word.text));
  if (!kept || found.length !== words.length)
    return words.every(({ value, pattern }) => value !== undefined && !pattern)
      ? found.map(quoteWord).join(' ')
      : undefined;
  const first = found[0] === program?.value ? program?.text : quoteWord(found[0] ?? '');
  return [first, ...others.map((word) => word.text)].join(' ');
}
