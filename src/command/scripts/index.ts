import { posix } from 'node:path';
import {
  finalEnvironment,
  type Instruction,
  instructionsOf,
  type Stage,
} from '../../dockerfile/index.js';
import { rememberedForBoth } from '../../memo.js';
import { originOf, type Project } from '../../project/index.js';
import { type Command, isShell, parseScript, programOf, writtenWords } from '../../shell/index.js';
import { placeAtStart, valueIn } from '../../steps/index.js';
import { containerCommand, healthcheckOf, programCommands } from '../container-command.js';
import { mentionsManager } from '../managers/managers.js';
import { isPm2File, startedByPm2 } from './pm2-file.js';
import { afterInit, isPrefix } from '../prefixes.js';
import { isOfApplication, isScript, shellFile } from './names.js';
import { isKnownDownload, isPutByCopy, searchPath } from './placed.js';
import { isSupervisorFile, supervised } from './supervisors.js';

export { searchPath };

/** A shell script, or the file of a supervisor, that the container starts. */
export interface StartedScript {
  readonly instruction: Instruction;
  /** As the instruction names it. */
  readonly name: string;
  /** Its path from the repository's root and its text, where they could be found. */
  readonly path?: string;
  readonly text?: string;
  /** The supervisor whose file it is: `pm2-runtime`. */
  readonly supervisor?: string;
  /** Whether nothing in the file can have put another script in the place of the image's own. */
  readonly untouched: boolean;
}

/** Scripts that start scripts: deeper than this, nobody meant it. */
const deepest = 4;

/**
 * The scripts that ENTRYPOINT, CMD and HEALTHCHECK of a stage start, and those that they start in
 * turn, with their texts (handbook E.5). Every transform asks, and some ask twice.
 */
export const startedScripts = rememberedForBoth(
  (project: Project, stage: Stage, stages: readonly Stage[]): readonly StartedScript[] => {
    const { entrypoint, cmd } = containerCommand(stage);
    return [entrypoint, cmd, healthcheckOf(stage)].flatMap((instruction) => {
      if (!instruction) return [];
      const look = new Lookup(project, stage, stages, instruction);
      const commands = programCommands(instruction, stage) ?? [];
      return commands.flatMap((command) => look.scriptsOf(command, 0));
    });
  },
);

/** The scripts that other commands would start in a stage: those of a compose service, say. */
export function scriptsOf(
  commands: readonly Command[],
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
): readonly StartedScript[] {
  const look = new Lookup(project, stage, stages, stage.from);
  return commands.flatMap((command) => look.scriptsOf(command, 0));
}

/** Whether a name is the entrypoint of the official image rather than one of the project. */
export function isOfficialEntrypoint({ name, path, untouched }: StartedScript): boolean {
  return isEntrypointOfImage(name) && path === undefined && untouched;
}

/** Whether a word names the entrypoint of the official image. */
export function isEntrypointOfImage(word: string): boolean {
  return /^(?:\/usr\/local\/bin\/)?docker-entrypoint\.sh$/.test(word);
}

/** What to do about a script whose text is not known: a sentence. */
export function howToRead(script: StartedScript): string {
  const { name, path } = script;
  if (name.includes('$')) return 'Name the program itself, or set the variable with ENV.';
  return path !== undefined && isPm2File(script)
    ? `Write script, args and interpreter into ${path} as plain strings.`
    : 'Run where the script is, or name the build context with --context.';
}

/**
 * Whether a step of a stage, or of those below it, may put another file in a script's place: it
 * names the script, or copies who knows what to where programs lie.
 */
export function mayReplace(name: string, stage: Stage, { context }: Project): boolean {
  const base = posix.basename(name);
  return instructionsOf(stage)
    .filter(({ keyword }) => /^(?:RUN|COPY|ADD)$/.test(keyword))
    .filter(({ argument }) => !argument.includes(`/usr/local/bin/node `))
    .some(
      ({ keyword, argument }) =>
        argument.includes(base) ||
        (keyword !== 'RUN' && context === undefined && /\/bin\/?["\]\s]*$/.test(argument)),
    );
}

/** Looks scripts up in the image of one stage, for one instruction. */
class Lookup {
  readonly #seen = new Set<string>();
  /** Whose files supervisors' files are. */
  readonly #supervisors = new Map<string, string>();

  constructor(
    readonly project: Project,
    readonly stage: Stage,
    readonly stages: readonly Stage[],
    readonly instruction: Instruction,
  ) {}

  scriptsOf(command: Command, depth: number): StartedScript[] {
    const all = depth === 0 ? this.#startedNames(command) : this.#names(command);
    const names = all.filter((name) => !this.#seen.has(name));
    return names.flatMap((name) => {
      this.#seen.add(name);
      const script = this.#read(name);
      const inner =
        depth < deepest && !isSupervisorFile(name) ? parseScript(script.text ?? '')?.commands : [];
      return [script, ...(inner ?? []).flatMap((one) => this.scriptsOf(one, depth + 1))];
    });
  }

  /**
   * What a variable names is what ENV says, whatever `docker run` may say instead; without an ENV it
   * may be anything, and a package manager's call is as good as a script that nobody has read (P-8).
   */
  #startedNames(command: Command): string[] {
    const word = command.words[command.words[0]?.value === 'exec' ? 1 : 0];
    if (!word || word.value !== undefined) return this.#names(command);
    const text = valueIn(placeAtStart(this.stage), word);
    if (text === undefined || mentionsManager(text)) return [word.text];
    return (parseScript(text)?.commands ?? []).flatMap((one) => this.#names(one));
  }

  /** The words of a command that name a script or a supervisor's file. */
  #names(command: Command): string[] {
    const started = command.words.slice(command.words[0]?.value === 'exec' ? 1 : 0);
    const words = writtenWords({ words: started });
    const files = supervised(words);
    for (const file of files) this.#supervisors.set(file, posix.basename(words[0] ?? ''));
    if (files.length > 0) return files;
    const [program = '', ...args] = words;
    if (/^(?:service|\/etc\/init\.d\/.*)$/.test(program))
      return [program === 'service' ? `/etc/init.d/${args[0] ?? ''}` : program];
    if (/^(?:\.|source)$/.test(program)) return args.slice(0, 1).filter(Boolean);
    if (isShell(programOf({ words: started }))) return shellFile(args);
    const isUnread =
      isScript(program) || isOfApplication(program, finalEnvironment(this.stage).workdir);
    const unread =
      isUnread && !isKnownDownload(program, this.stage) && !this.#isForeignInit(program);
    return unread || this.#isCopied(program) ? [program] : [];
  }

  /** tini and its like, by whatever path, are scripts of nobody's. */
  #isForeignInit(program: string): boolean {
    return afterInit([program]) !== undefined && this.#origin(program) === undefined;
  }

  #read(name: string): StartedScript {
    const path = this.#origin(name);
    const whole = path === undefined ? undefined : withContent(this.project.files.read(path));
    const supervisor = this.#supervisors.get(name);
    const isPm2 = isPm2File({ name, ...(supervisor !== undefined && { supervisor }) });
    const text = whole !== undefined && isPm2 ? startedByPm2(name, whole) : whole;
    return {
      instruction: this.instruction,
      name,
      untouched: !mayReplace(name, this.stage, this.project),
      ...(path !== undefined && { path }),
      ...(text !== undefined && { text }),
      ...(supervisor !== undefined && { supervisor }),
    };
  }

  /** What the build context puts among the programs: `COPY start /usr/local/bin/`. */
  #isCopied(program: string): boolean {
    return (
      /^(?:\/(?:[\w.-]+\/)*s?bin\/)?[\w-]+$/.test(program) &&
      !isPrefix(program) &&
      (this.#origin(program) !== undefined || isPutByCopy(program, this.stage))
    );
  }

  #origin(name: string): string | undefined {
    if (this.project.context === undefined) return undefined;
    const workdir = finalEnvironment(this.stage).workdir ?? '/';
    const inFolder = name.includes('/') || isSupervisorFile(name);
    const places = inFolder
      ? [posix.resolve(workdir, name)]
      : [...searchPath.map((folder) => `${folder}/${name}`), posix.resolve(workdir, name)];
    const found = places.map((place) => originOf(this.project, this.stage, this.stages, place));
    return found.find((path) => path !== undefined && !this.project.files.isFolder(path));
  }
}

/** A script of a shebang and comments alone can't be what starts the program: it is not all there. */
function withContent(text: string | undefined): string | undefined {
  return text !== undefined && /^(?![\t ]*(?:#|\r?$)).+/m.test(text) ? text : undefined;
}
