import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import {
  folderOption,
  containerCommand,
  healthcheckOf,
  isOfficialEntrypoint,
  managerCall,
  managerNamed,
  seedOfPrisma,
  servicesOf,
  startCommands,
  startedScripts,
  withoutFolder,
} from '../../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import {
  deployedCommands,
  folderOf,
  isNodeScript,
  joinPath,
  type Manifest,
  manifestIn,
  type Project,
  scriptLine,
} from '../../../src/project/index.js';
import {
  type Command,
  isPosixShell,
  parseScript,
  programOf,
  withWords,
  wordOf,
  writtenWords,
} from '../../../src/shell/index.js';
import { placeAtStart, walked } from '../../../src/steps/index.js';
import { isKnownProgram, scriptPattern, withoutWrappers } from './call-words.js';
import { memberCall } from './member-call.js';

/** A program that the container starts, with all that package managers stand for resolved. */
export interface StartedCall {
  readonly words: readonly string[];
  /** The folder in the image. */
  readonly folder: string;
  /** What starts it, for a message: `CMD`, `package.json:5 (start)`. */
  readonly by: string;
}

export interface Started {
  readonly calls: readonly StartedCall[];
  /** Why not everything that the container starts is known; absent where it is. */
  readonly unknown?: string;
}

/** What makes prisma seed the database (DbSeed.ts, MigrateDev.ts, MigrateReset.ts of @prisma/migrate, read 2026-11). */
const seeding = /^(?:db seed|migrate dev|migrate reset)(?:\s|$)/;
/** Where nobody can tell in which folder something runs, nothing is found. */
const anywhere = '/$PWD';
/** Scripts that call scripts: deeper than this, nobody meant it. */
const deepest = 6;

/**
 * Everything that a container of a stage starts: ENTRYPOINT, CMD and HEALTHCHECK, the shell scripts
 * and the scripts of package.json that they call, and what compose files
 * and platforms say instead.
 */
export function startedBy(file: Dockerfile, stage: Stage, project: Project): Started {
  return new Collector(file, stage, project).collect();
}

class Collector {
  readonly #calls: StartedCall[] = [];
  readonly #seen = new Set<string>();
  #unknown: string | undefined;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly project: Project,
  ) {}

  collect(): Started {
    const folder = finalEnvironment(this.stage).workdir ?? '/';
    for (const { by, commands } of this.#instructions()) this.#commands(commands, folder, by, 0);
    const scripts = startedScripts(this.project, this.stage, this.file.stages);
    for (const { name, text, ...script } of scripts) {
      if (isOfficialEntrypoint({ name, ...(text !== undefined && { text }), ...script })) continue;
      const commands = text === undefined ? undefined : parseScript(text)?.commands;
      if (commands) this.#commands(commands, folder, script.path ?? name, 0);
      else if (!isNodeScript(text ?? ''))
        this.#unknown ??= `${name}, which the container starts, could not be read`;
    }
    for (const { path, line, ...one } of servicesOf(this.project, this.file)) {
      const by = `${path}:${line}`;
      const check = one.healthcheck?.replace(/^CMD(?:-SHELL)?\s+/, '');
      for (const text of [one.command, one.entrypoint, check])
        if (text !== undefined) this.#commands(this.#read(text, by), folder, by, 0);
    }
    for (const { path, line, command, isTemplate } of deployedCommands(this.project)) {
      const words = typeof command === 'string' ? ['sh', '-c', command] : command;
      if (!isTemplate && isKnownProgram(words))
        this.#call({ words, folder, by: `${path}:${line}` }, 0);
    }
    return { calls: this.#calls, ...(this.#unknown !== undefined && { unknown: this.#unknown }) };
  }

  /** ENTRYPOINT and CMD in the exec form are one command line. */
  #instructions(): { by: string; commands: readonly Command[] }[] {
    const { entrypoint, cmd } = containerCommand(this.stage);
    const all = [entrypoint, cmd, healthcheckOf(this.stage)].flatMap((one) => {
      const commands = one && startCommands(one, this.stage);
      if (one && !commands) this.#unknown ??= `${one.keyword} is no plain shell`;
      return one ? [{ by: one.keyword, commands: commands ?? [] }] : [];
    });
    const [first, ...afterFirst] = all[0]?.commands ?? [];
    const [second, ...afterSecond] = all[1]?.commands ?? [];
    if (!entrypoint?.json || !cmd?.json || !first || !second) return all;
    const joined = withWords(first, [...first.words, ...second.words]);
    return [
      { by: entrypoint.keyword, commands: [joined, ...afterFirst] },
      // A list of an entrypoint may start CMD anywhere: exec "$@".
      { by: cmd.keyword, commands: afterFirst.length > 0 ? [second, ...afterSecond] : afterSecond },
      ...all.slice(2),
    ];
  }

  #commands(commands: readonly Command[], folder: string, by: string, depth: number): void {
    const start = { ...placeAtStart(this.stage), folders: [folder] };
    for (const [command, { folders }] of walked(commands, start))
      if (programOf(command) !== 'cd')
        for (const one of folders.length === 0 ? [anywhere] : folders)
          this.#call({ words: writtenWords(command), folder: one, by }, depth);
  }

  #read(text: string, by: string): readonly Command[] {
    const commands = parseScript(text)?.commands;
    if (!commands) this.#unknown ??= `${by} is no plain shell`;
    return commands ?? [];
  }

  #call(call: StartedCall, depth: number): void {
    const words = withoutWrappers(call.words);
    if (call.words[0]?.startsWith('cross-env'))
      this.#calls.push({ ...call, words: call.words.slice(0, 1) });
    if (words.length === 0) return;
    const inline = isPosixShell(words.slice(0, 2)) ? words[2] : undefined;
    if (inline !== undefined) {
      this.#commands(this.#read(inline, call.by), call.folder, call.by, depth);
      // The words behind a script are $0 and what "$@" stands for.
      if (/\$[@*]/.test(inline)) this.#call({ ...call, words: words.slice(4) }, depth);
      return;
    }
    const found = managerCall(words);
    if (found === undefined || depth > deepest) this.#plain({ ...call, words }, depth);
    else if (found.kind === 'bin') {
      // `npx pnpm start` finds the package manager among the packages.
      if (managerNamed(found.bin)) this.#calls.push({ ...call, words: [found.bin] });
      this.#call({ ...call, words: [found.bin, ...found.args] }, depth + 1);
    } else if (found.kind === 'script') this.#script(call, found.script, found.args, depth);
    else this.#other(call, words, depth);
  }

  /** A program; one that starts scripts by their names starts those, too. */
  #plain(call: StartedCall, depth: number): void {
    this.#calls.push(call);
    const [program = '', ...args] = call.words;
    this.#seed(call, depth);
    const tool = posix.basename(program);
    if (programDoes(tool, 'recipes'))
      this.#unknown ??= `what "${call.words.join(' ')}" runs is not known`;
    if (!programDoes(tool, 'runsScripts', 'runsCommands')) return;
    const scripts = this.#manifest(call.folder)?.scripts ?? new Map<string, string>();
    for (const arg of args) {
      const pattern = scriptPattern(arg);
      for (const name of scripts.keys())
        if (pattern.test(name)) this.#script(call, name, [], depth);
      if (/\s/.test(arg)) this.#commands(this.#read(arg, call.by), call.folder, call.by, depth + 1);
    }
  }

  /** prisma seeds with the command that package.json or its own settings name. */
  #seed(call: StartedCall, depth: number): void {
    const line = call.words.slice(1).join(' ');
    if (posix.basename(call.words[0] ?? '') !== 'prisma' || !seeding.test(line)) return;
    const folder = folderOf(this.#manifest(call.folder)?.path ?? '');
    const at = (name: string) => joinPath(folder, name) ?? name;
    const { files } = this.project;
    const seed = seedOfPrisma(
      line,
      (one) => files.has(at(one)),
      (one) => files.read(at(one)),
    );
    if (seed === null) this.#unknown ??= `what "${call.words.join(' ')}" runs is not known`;
    this.#commands(this.#read(seed ?? '', call.by), call.folder, 'the seed of prisma', depth + 1);
  }

  #script(call: StartedCall, name: string, args: readonly string[], depth: number): void {
    const manifest = this.#manifest(call.folder);
    const key = `${call.folder} ${name} ${args.join(' ')}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#unknown ??= manifest ? undefined : `the package.json of ${call.folder} is not known`;
    if (!manifest) return;
    const body = manifest.scripts.get(name);
    if (body === undefined) this.#noScript(call, manifest, [name, ...args]);
    for (const [script, text] of [
      [`pre${name}`, manifest.scripts.get(`pre${name}`)],
      [name, body],
      [`post${name}`, manifest.scripts.get(`post${name}`)],
    ] as const) {
      if (text === undefined) continue;
      const by = `${manifest.path}:${scriptLine(manifest, script)} (${script})`;
      const commands = this.#read(text, by);
      const last = commands.at(-1);
      const all = commands.map((one) =>
        one === last && script === name ? withWords(one, [...one.words, ...args.map(wordOf)]) : one,
      );
      this.#commands(all, call.folder, by, depth + 1);
    }
  }

  /** Without a script, npm starts server.js, and yarn and pnpm a program of that name. */
  #noScript(call: StartedCall, { path }: Manifest, [name = '', ...args]: string[]): void {
    const server = name === 'start' ? 'server.js' : undefined;
    // Such a container ends at once: people start it with commands of their own.
    if (server !== undefined && !this.project.files.has(joinPath(folderOf(path), server) ?? ''))
      this.#unknown ??= `${path} has no script "${name}", and what runs instead is not known`;
    this.#plain({ ...call, words: server ? ['node', server] : [name, ...args] }, deepest);
  }

  /** `npm --prefix api start`, `yarn workspace api start`: the same in another folder. */
  #other(call: StartedCall, words: readonly string[], depth: number): void {
    const option = folderOption(words);
    const named =
      option === undefined
        ? memberCall(this.project, this.#manifest(call.folder), call.folder, words)
        : undefined;
    const folder = option === undefined ? named?.folder : posix.resolve(call.folder, option);
    const rest = named?.words ?? withoutFolder(words);
    const inner = folder === undefined ? undefined : managerCall(rest);
    if (folder === undefined || !inner || inner.kind === 'other')
      this.#unknown ??= `"${words.join(' ')}" can't be followed`;
    else this.#call({ ...call, words: rest, folder }, depth + 1);
  }

  #manifest(folder: string): Manifest | undefined {
    return manifestIn(this.project, this.stage, this.file.stages, folder);
  }
}
