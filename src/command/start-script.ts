import { type Application, type Manifest, scriptLine } from '../project/index.js';
import { startsNpm, startTool } from '../knowledge/start-tools.js';
import { programIn } from '../knowledge/image-contents.js';
import { type Command, parseScript, quoteWord } from '../shell/index.js';
import { type ManagerCall, managerCall } from './manager-call.js';

/** A program with its arguments, or a shell script that ends in `exec`. */
export type DirectCommand =
  | { readonly kind: 'argv'; readonly argv: readonly string[] }
  | { readonly kind: 'shell'; readonly script: string };

/** Why a start command can't be told, in a sentence. */
export interface Unresolved {
  readonly kind: 'unresolved';
  readonly reason: 'script' | 'development' | 'needs-npm';
  readonly because: string;
}

export type Resolved = (DirectCommand & { readonly notes: readonly string[] }) | Unresolved;

/** Scripts that call scripts: deeper than this, nobody meant it (handbook E25). */
const deepest = 5;
/** Programs that compile: at the start of a container that is a build, not a start. */
const compilers = new Set('babel esbuild grunt gulp ng parcel rollup snowpack swc tsc tsup vue-cli-service webpack'.split(' '));
/** What prisma looks up on the PATH that npm and npx set: its generators. */
const generating = /^(?:generate|db push|migrate dev|migrate reset)/;
/** Programs whose name differs from the package that brings them; package.json of each, 2026. */
const packageOfBin: Readonly<Record<string, string>> = {
  'pm2-runtime': 'pm2',
  'pm2-docker': 'pm2',
  'react-router-serve': '@react-router/serve',
  'remix-serve': '@remix-run/serve',
  fastify: 'fastify-cli',
  sequelize: 'sequelize-cli',
  'ts-node-esm': 'ts-node',
  'ts-node-script': 'ts-node',
  knex: 'knex',
  typeorm: 'typeorm',
  'typeorm-ts-node-commonjs': 'typeorm',
  probot: 'probot',
  'env-cmd': 'env-cmd',
  dotenv: 'dotenv-cli',
  strapi: '@strapi/strapi',
  medusa: '@medusajs/medusa',
  'http-server': 'http-server',
  'json-server': 'json-server',
};

/** Resolves calls of a package manager through one package.json to what they run in the end. */
export class StartResolver {
  readonly #manifest: Manifest;
  readonly #application: Application;

  /**
   * @param application where the scripts are looked up
   * @param hooks whether the package manager runs pre- and post-scripts
   */
  constructor(
    application: Application & { readonly manifest: Manifest },
    readonly hooks = true,
  ) {
    this.#application = application;
    this.#manifest = application.manifest;
  }

  /** Resolves an argument vector that begins with a package manager. */
  resolve(argv: readonly string[], depth = 0): Resolved {
    const call = managerCall(argv);
    if (!call) return this.#program(argv);
    if (call.kind === 'other') return unresolved('script', `"${argv.join(' ')}" can't be resolved: ${call.why}.`);
    if (call.kind === 'bin') return this.#bin(call.bin, call.args);
    return this.#script(call, depth);
  }

  #script(call: ManagerCall & { kind: 'script' }, depth: number): Resolved {
    const { scripts, path } = this.#manifest;
    const body = scripts.get(call.script) ?? (call.script === 'start' && call.manager === 'npm' ? 'node server.js' : undefined);
    if (body === undefined && call.manager !== 'npm') return this.#bin(call.script, call.args);
    if (body === undefined) return unresolved('script', `${path} has no script "${call.script}".`);
    const place = `${path}:${scriptLine(this.#manifest, call.script)}`;
    if (depth >= deepest) return unresolved('script', `${place}: the scripts call each other without end.`);
    const hook = this.hooks ? scripts.get(`pre${call.script}`) : undefined;
    if (hook !== undefined) return unresolved('script', `${place}: "pre${call.script}" (${hook}) runs before "${call.script}" and would be left out.`);
    const text = [body, ...call.args.map(quoteWord)].join(' ');
    const resolved = this.body(text, depth, place);
    const after = this.hooks ? scripts.get(`post${call.script}`) : undefined;
    if (resolved.kind === 'unresolved' || after === undefined) return resolved;
    return { ...resolved, notes: [...resolved.notes, `"post${call.script}" (${after}) no longer runs after the program ends.`] };
  }

  /** Resolves the text of a script or of a command in shell form. */
  body(text: string, depth = 0, place?: string): Resolved {
    const where = place === undefined ? '' : `${place}: `;
    const commands = parseScript(text)?.commands;
    if (!commands || commands.length === 0) return unresolved('script', `${where}"${text}" is no plain shell command.`);
    const odd = oddity(text, commands);
    if (odd !== undefined) return unresolved('script', `${where}"${text}" ${odd}.`);
    const [only] = commands;
    if (commands.length === 1 && only && isStatic(only)) return this.#simple(only, depth);
    return this.#list(text, commands, depth);
  }

  /** One command without variables: an argument vector will do. */
  #simple(command: Command, depth: number): Resolved {
    const words = command.words.map(({ value = '' }) => value);
    const prefix = command.assignments.map(({ name, value = '' }) => `${name}=${value}`);
    const { settings, rest } = withoutCrossEnv(words);
    const inner = this.resolve(rest[0] === 'exec' ? rest.slice(1) : rest, depth + 1);
    const environment = [...prefix, ...settings];
    if (inner.kind === 'unresolved' || environment.length === 0) return inner;
    if (inner.kind === 'argv') {
      const argv = inner.argv[0] === 'env' ? inner.argv.slice(1) : inner.argv;
      return { ...inner, argv: ['env', ...environment, ...argv] };
    }
    return unresolved('script', `"${words.join(' ')}" sets variables for a script of several commands.`);
  }

  /** Several commands, or one with variables: the shell stays, the last command replaces it. */
  #list(text: string, commands: readonly Command[], depth: number): Resolved {
    let script = '';
    let done = 0;
    const notes: string[] = [];
    for (const [index, command] of commands.entries()) {
      const part = this.#part(text, command, depth);
      if (part.kind === 'unresolved') return part;
      if (part.kind === 'shell' && commands.length > 1) return unresolved('script', `"${text}" calls a script that needs a shell of its own.`);
      const written = part.kind === 'shell' ? part.script : part.argv.join(' ');
      const last = index === commands.length - 1;
      script += text.slice(done, command.start) + (last && !/^exec /.test(written) ? `exec ${written}` : written);
      done = command.end;
      notes.push(...part.notes);
    }
    return { kind: 'shell', script: script + text.slice(done), notes };
  }

  /** One command of a list, as text: its first words resolved, the others as they stand. */
  #part(text: string, command: Command, depth: number): Resolved {
    const [program, ...others] = command.words;
    if (program?.value === undefined) return unresolved('script', `"${text}" starts a program that a variable names.`);
    const raw = others.map((word) => word.text);
    const assigned = command.assignments.map((one) => one.text);
    if (managerCall([program.value]) || program.value === 'cross-env') {
      if (!isStatic(command)) return unresolved('script', `"${text}" passes variables through a package manager.`);
      const inner = this.#simple(command, depth);
      if (inner.kind !== 'argv') return inner;
      return { ...inner, argv: inner.argv.map(quoteWord) };
    }
    const known = this.#listed(program.value, raw);
    if (known.kind !== 'argv') return known;
    const name = known.argv.map(quoteWord);
    const argv = assigned.length > 0 ? ['env', ...assigned, ...name, ...raw] : [...name, ...raw];
    return { kind: 'argv', argv, notes: [] };
  }

  /** A program of a list: one of the system stands as it is, unless the project brings its name. */
  #listed(program: string, args: readonly string[]): Resolved {
    const system = programIn('node-alpine', program) === true && !this.#brings(program);
    return system ? { kind: 'argv', argv: [program], notes: [] } : this.#named(program, args);
  }

  #named(program: string, args: readonly string[]): Resolved {
    const known = this.#program([program, ...args]);
    return known.kind === 'argv' ? { ...known, argv: known.argv.slice(0, known.argv.length - args.length) } : known;
  }

  /** A program that no package manager stands before. */
  #program(argv: readonly string[]): Resolved {
    const [program = ''] = argv;
    const bare = program.replace(/^(?:\.\/)?node_modules\/\.bin\//, '');
    if (program === 'node' || program === 'env' || /^\.{0,2}\/(?!.*node_modules\/\.bin\/)/.test(program)) return { kind: 'argv', argv, notes: [] };
    if (program === 'sh' && argv.length > 1 && !argv[1]?.startsWith('-')) return { kind: 'argv', argv, notes: [] };
    return this.#bin(bare, argv.slice(1));
  }

  /** A program of node_modules/.bin, started by its path (handbook E20). */
  #bin(bin: string, args: readonly string[]): Resolved {
    if (bin === 'node') return { kind: 'argv', argv: ['node', ...args], notes: [] };
    const line = [bin, ...args].join(' ');
    if (startsNpm([bin, ...args])) return unresolved('needs-npm', `"${line}" starts npm itself.`);
    if (isDevelopment(bin, args)) return unresolved('development', `"${line}" is a development server or a build, not a production start.`);
    if (bin === 'prisma' && generating.test(args.join(' '))) return unresolved('script', `"${line}" finds its generators on the PATH that npm sets.`);
    if (!this.#brings(bin)) return unresolved('script', `"${line}" is no program of the project's dependencies.`);
    return { kind: 'argv', argv: [`./node_modules/.bin/${bin}`, ...args], notes: [] };
  }

  #brings(bin: string): boolean {
    const { dependencies, devDependencies, optionalDependencies } = this.#manifest;
    const owner = Object.hasOwn(packageOfBin, bin) ? (packageOfBin[bin] ?? bin) : bin;
    if ([dependencies, devDependencies, optionalDependencies].some((names) => names.has(owner))) return true;
    return this.#application.lockfile?.packages?.some(({ bins }) => bins?.includes(bin)) === true;
  }
}

/** Whether a program watches, serves for development, tests or compiles (handbook E09). */
function isDevelopment(bin: string, args: readonly string[]): boolean {
  const kind = startTool([bin, ...args]);
  if (kind !== undefined) return kind !== 'production';
  return compilers.has(bin) || args.includes('build') || args.some((word) => /^--watch/.test(word));
}

/** What makes a script more than a list of commands joined by `&&` or `;`. */
function oddity(text: string, commands: readonly Command[]): string | undefined {
  if (/\$\{?npm_/.test(text)) return 'uses variables that only npm sets';
  if (/^\s*set\s/i.test(text)) return 'is written for Windows';
  if (commands.some(({ nested }) => nested)) return 'holds a group, a loop or a substitution';
  if (commands.some(({ redirected }) => redirected)) return 'redirects its output';
  if (commands.some(({ operator }) => operator !== undefined && operator !== '&&' && operator !== ';')) return 'starts several programs side by side';
  if (/&\s*$/.test(text)) return 'starts a program in the background';
  if (commands.some(({ words }) => words[0]?.value === 'cd' || words[0]?.value === 'export')) return 'changes the folder or the environment first';
  return undefined;
}

/** Whether a command has no variable, pattern or tilde. */
function isStatic({ words, assignments }: Command): boolean {
  return words.every(({ value, pattern }) => value !== undefined && !pattern) && assignments.every(({ value }) => value !== undefined);
}

/** `cross-env A=b node x` is `env A=b node x` (handbook E23). */
function withoutCrossEnv(words: readonly string[]): { settings: readonly string[]; rest: readonly string[] } {
  if (words[0] !== 'cross-env' && words[0] !== 'env') return { settings: [], rest: words };
  const end = words.findIndex((word, index) => index > 0 && !/^[A-Za-z_]\w*=/.test(word));
  return end === -1 ? { settings: [], rest: words } : { settings: words.slice(1, end), rest: words.slice(end) };
}

function unresolved(reason: Unresolved['reason'], because: string): Unresolved {
  return { kind: 'unresolved', reason, because };
}
