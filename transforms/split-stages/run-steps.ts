import { posix } from 'node:path';
import { managerCall, managerNamed } from '../../src/command/index.js';
import { type Environment, environmentAt, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { type Manifest } from '../../src/project/index.js';
import { type Command, commandsOf, programOf, wordValues } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';

/** What the RUNs of a stage do, as far as a split asks. */
export interface Steps {
  /** Something is made out of the sources (handbook B21). */
  readonly builds: boolean;
  /** Tools that only a build needs are installed (handbook B23). */
  readonly toolchain: boolean;
  /** Names of programs that npm or yarn installs globally. */
  readonly globals: readonly string[];
  /** RUNs that install system packages and nothing else: the runtime stage repeats them (B24, B25). */
  readonly packages: readonly Instruction[];
  /** The first step that may matter at run time in a way that can't be told. */
  readonly obstacle?: Declined;
}

/** Packages that compile and are never needed to run what they compiled (handbook B23). */
const toolchain = new Set('autoconf automake build-base build-essential cmake g++ gcc libc-dev libc6-dev libtool linux-headers make musl-dev node-gyp pkg-config pkgconf py3-setuptools python python2 python3 python3-dev python3-setuptools'.split(' '));
/** Programs that leave nothing behind. */
const silent = new Set('[ cat cd cut date echo env export false find grep head id ls node-gyp printf pwd set sleep sort test tr true uname wc which whoami'.split(' '));
const fileTools = new Set('chgrp chmod chown cp install ln mkdir mv rm rmdir sed touch tee'.split(' '));
/** Where caches lie: what happens there matters to no container. */
const cacheFolder = /^(?:\/root\/\.(?:npm|cache|yarn|pnpm-store|node-gyp|config|local)|\/tmp|\/var\/(?:cache|tmp|lib\/apt\/lists|log)|\/usr\/local\/share\/\.cache|~\/\.(?:npm|cache|yarn)|\$HOME\/\.(?:npm|cache))(?:\/|$)/;

/** Reads every RUN of a stage. */
export function stepsOf(stage: Stage, root: string, manifest: Manifest | undefined): Steps {
  const runs = stage.instructions.flatMap((run, index) => (run.keyword === 'RUN' ? [{ run, environment: environmentAt(stage, index) }] : []));
  const read = runs.map(({ run, environment }) => ({ run, ...readRun(run, environment, root, manifest) }));
  const obstacle = read.map((one) => one.obstacle).find((one) => one !== undefined);
  return {
    builds: read.some(({ classes }) => classes.includes('build')),
    toolchain: read.some(({ classes }) => classes.includes('toolchain')),
    globals: read.flatMap(({ globals }) => globals),
    packages: read.filter(({ classes }) => classes.includes('packages')).map(({ run }) => run),
    ...(obstacle && { obstacle }),
  };
}

interface ReadRun {
  readonly classes: readonly string[];
  readonly globals: readonly string[];
  readonly obstacle?: Declined;
}

function readRun(run: Instruction, environment: Environment, root: string, manifest: Manifest | undefined): ReadRun {
  const commands = commandsOf(run, environment);
  if (!commands)
    return { classes: [], globals: [], obstacle: decline('split-stages/unread-run', run, 'This RUN can\'t be read as plain shell, so nothing is known of what it does.') };
  const classes = commands.map((command) => new Step(command, environment, root, manifest).classify());
  const problem = classes.find((one) => typeof one === 'object') ?? mixed(classes);
  const obstacle = mountObstacle(run, root) ?? (problem && declined(run, problem.why, problem.rule));
  return { classes: classes.filter((one) => typeof one === 'string'), globals: commands.flatMap(globalNames), ...(obstacle && { obstacle }) };
}

/** A RUN that installs packages and does more can't be repeated as a whole. */
function mixed(classes: readonly Class[]): Exclude<Class, string> | undefined {
  const more = classes.some((one) => one === 'dependencies' || one === 'build');
  return classes.includes('packages') && more ? { why: 'This RUN installs system packages that may be needed at run time, and does other things, too.', rule: 'system-packages' } : undefined;
}

function declined(run: Instruction, why: string, rule: string): Declined {
  return decline(`split-stages/${rule}`, run, why, 'Keep what the container needs below the application\'s folder, or split this file by hand.');
}

/** Files in a cache mount are in no layer (handbook A72). */
function mountObstacle(run: Instruction, root: string): Declined | undefined {
  const mounts = run.flags.filter(({ name, value = '' }) => name === 'mount' && /type=(cache|tmpfs)/.test(value));
  const inside = mounts.find(({ value = '' }) => {
    const target = /(?:^|,)(?:target|dst|destination)=([^,]*)/.exec(value)?.[1] ?? '';
    return !target.startsWith('/') || isWithin(target, root);
  });
  return inside && decline('split-stages/cache-mount-output', run, 'A cache mount lies in the application\'s folder; what it holds is in no layer.', 'Mount the package manager\'s cache instead, such as /root/.npm.');
}

type Class = 'silent' | 'dependencies' | 'build' | 'toolchain' | 'packages' | { readonly why: string; readonly rule: string };

/** One command of a RUN. */
class Step {
  readonly #words: readonly (string | undefined)[];
  readonly #program: string | undefined;

  constructor(
    readonly command: Command,
    readonly environment: Environment,
    readonly root: string,
    readonly manifest: Manifest | undefined,
  ) {
    this.#words = wordValues(command);
    this.#program = programOf(command);
  }

  classify(): Class {
    const { operator, redirected, words, nested } = this.command;
    if (words.length === 0) return 'silent';
    if (this.#program === undefined) return this.#outside('is named by a variable');
    if (operator === '&') return { why: 'This RUN starts a program in the background.', rule: 'service-in-run' };
    if (redirected && !nested && this.environment.workdir === undefined) return this.#outside('writes to a file');
    if (managerNamed(this.#program)) return this.#manager();
    if (/^(?:apt|apt-get|apk|aptitude)$/.test(this.#program)) return this.#packages();
    if (silent.has(this.#program)) return 'silent';
    if (fileTools.has(this.#program)) return this.#files();
    return this.#other();
  }

  #manager(): Class {
    if (this.#words.includes(undefined)) return 'dependencies';
    const words = this.#words as string[];
    const call = managerCall(words);
    if (call?.kind === 'script') return this.#scriptStep(call.script);
    if (call?.kind === 'bin') return /^(?:husky|only-allow|npm-force-resolutions)$/.test(call.bin) ? 'silent' : 'build';
    if (words.some((word) => /^(?:link|unlink)$/.test(word))) return this.#outside('links packages outside the folder');
    return 'dependencies';
  }

  #scriptStep(script: string): Class {
    const body = this.manifest?.scripts.get(script) ?? '';
    const path = [...body.matchAll(/(?<=^|[\s=])(\/[\w.-]+(?:\/[\w.-]+)*)/g)].map(([, one = '']) => one).find((one) => !isWithin(one, this.root) && !/^\/(?:tmp|dev)\b/.test(one));
    if (path !== undefined) return { why: `The script "${script}" names ${path}, outside ${this.root}.`, rule: 'outside-state' };
    return /^(?:test|lint|typecheck|type-check|check|audit)/.test(script) ? 'silent' : 'build';
  }

  #packages(): Class {
    const names = this.#words.slice(1).filter((word, index, all) => word === undefined || !(word.startsWith('-') || /^(?:-t|--virtual|-X|--repository|-o)$/.test(all[index - 1] ?? '')));
    const action = this.#words.slice(1).find((word) => word !== undefined && !word.startsWith('-'));
    if (action === undefined || !/^(?:add|install)$/.test(action)) return 'silent';
    const packages = names.slice(names.indexOf(action) + 1);
    const onlyTools = packages.every((word) => word !== undefined && toolchain.has(word.replace(/[=~<>].*$/, '')));
    return onlyTools ? 'toolchain' : 'packages';
  }

  /** File tools may do what they like below the application's folder and in caches. */
  #files(): Class {
    const paths = this.#words.slice(1).filter((word) => word === undefined || (!word.startsWith('-') && /[/~.]/.test(word)));
    const outside = paths.find((word) => word === undefined || !this.#isInside(word));
    return outside === undefined ? 'silent' : this.#outside(`works on ${outside}`);
  }

  #isInside(word: string): boolean {
    if (cacheFolder.test(word)) return true;
    const { workdir } = this.environment;
    return workdir !== undefined && isWithin(posix.resolve(workdir, word), this.root);
  }

  /** Programs of the project itself build; any other may install things anywhere (handbook B32). */
  #other(): Class {
    const program = this.#words[0] ?? '';
    const own = /^(?:\.\/)?node_modules\/\.bin\//.test(program) || this.#program === 'tsc';
    return own ? 'build' : this.#outside('may leave something that the container needs');
  }

  #outside(what: string): Class {
    const text = this.command.words.map((word) => word.text).join(' ');
    return { why: `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}" ${what}.`, rule: 'outside-state' };
  }
}

/** What `npm install -g` and `yarn global add` install. */
function globalNames(command: Command): string[] {
  const words = wordValues(command).map((word) => word ?? '');
  const isGlobal = managerNamed(words[0]) !== undefined && words.some((word) => /^(?:-g|--global|global)$/.test(word));
  if (!isGlobal) return [];
  return words.slice(2).filter((word) => !word.startsWith('-') && !/^(?:add|install|i)$/.test(word)).map((word) => word.replace(/(.)@.*$/, '$1'));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
