import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import {
  type Dockerfile,
  environmentAt,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import {
  type Command,
  commandsOf,
  operandWords,
  programOf,
  type Word,
} from '../../../src/shell/index.js';
import { folderAt, type Place, placeIn, valueIn, walked } from '../../../src/steps/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type GoBuild, goBuildOf } from './go-command.js';
import { programsBuilt } from './program-names.js';

/** A `go build` or `go install` of the file. */
export interface Build {
  readonly run: Instruction;
  /** Where the word `go` stands; absent in a RUN of the JSON form. */
  readonly goAt?: number;
  /** Whether the file says that C takes part; undefined where it says nothing. */
  readonly cgo: boolean | undefined;
  /** Linked with everything that it needs, C's library included. */
  readonly isStatic: boolean;
}

/** What the RUNs of a stage leave, as far as Go goes. */
export interface Builds {
  readonly builds: readonly Build[];
  /** Absolute paths of the programs that go wrote. */
  readonly programs: readonly string[];
  /** Those of them that a step copied on to another place. */
  readonly copied: ReadonlySet<string>;
  /** What other programs than go do, RUN by RUN. */
  readonly others: readonly { readonly index: number; readonly commands: readonly Command[] }[];
  /** A step of go writes files beside the programs. */
  readonly generates: boolean;
  readonly obstacle?: Declined;
}

/** Reads all RUNs of a stage of the golang image. */
export function buildsOf(file: Dockerfile, stage: Stage, project: Project): Builds {
  const reader = new BuildReader(file, stage, project);
  stage.instructions.forEach((one, index) => {
    if (one.keyword === 'RUN') reader.read(one, index);
  });
  return { ...reader, programs: [...reader.programs] };
}

class BuildReader {
  readonly builds: Build[] = [];
  readonly programs = new Set<string>();
  readonly copied = new Set<string>();
  readonly others: { index: number; commands: Command[] }[] = [];
  generates = false;
  obstacle?: Declined;
  #here!: Place;
  #exported: string | undefined;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly project: Project,
  ) {}

  read(run: Instruction, index: number): void {
    const environment = environmentAt(this.stage, index);
    this.#exported = undefined;
    const commands = commandsOf(run, environment);
    if (!commands) {
      this.obstacle ??= decline(
        'split-stages/unread-run',
        run,
        "This RUN can't be read as plain shell, so nothing is known of what it does.",
      );
      return;
    }
    const rest = walked(commands, placeIn(environment.workdir, environment))
      .filter(([command, here]) => !this.#takes(command, here, run))
      .map(([command]) => command);
    this.others.push({ index, commands: rest });
  }

  /** Whether a command is one of go or moves a program that go wrote. */
  #takes(command: Command, here: Place, run: Instruction): boolean {
    this.#here = here;
    const program = programOf(command);
    if (program === 'export') return this.#exports(command);
    if (program === 'cp' || program === 'mv') return this.#moves(command);
    if (program === 'chmod' || programDoes(program, 'shrinks'))
      return command.words.some((word) => this.programs.has(this.#path(word) ?? ''));
    const go = command.words.findIndex(({ value }) => value === 'go');
    const direct = command.words.slice(0, go).every(({ text }) => /^env$|^\w+=/.test(text));
    if (go === -1 || !direct) return false;
    this.#go(command, go, run);
    return true;
  }

  #exports({ words }: Command): boolean {
    for (const { text } of words)
      this.#exported = /^CGO_ENABLED=(.*)$/.exec(text)?.[1] ?? this.#exported;
    return false;
  }

  #moves(command: Command): boolean {
    const [from, to, more] = operandWords(command);
    const [source, target] = [from && this.#path(from), to && this.#path(to)];
    if (more || source === undefined || target === undefined || !this.programs.has(source))
      return false;
    const isFolder = /(?:^|\/)\.?\/?$/.test(to?.text ?? '') || target === folderAt(this.#here);
    this.programs.add(isFolder ? posix.join(target, posix.basename(source)) : target);
    if (programOf(command) === 'mv') this.programs.delete(source);
    else this.copied.add(source);
    return true;
  }

  #go(command: Command, at: number, run: Instruction): void {
    const words = command.words.slice(at + 1);
    if (/^(?:generate|run)$/.test(words[0]?.value ?? '')) this.generates = true;
    const build = goBuildOf(words, (word) => this.#value(word));
    if (!build || build.packages.some((name) => name.includes('@'))) return;
    const programs = programsBuilt(build, folderAt(this.#here), {
      file: this.file,
      stage: this.stage,
      project: this.project,
      target: this.#here.environment.scope.variable('GOBIN') ?? '/go/bin',
    });
    if (!programs)
      this.obstacle ??= decline(
        'split-stages/go-program',
        run,
        'It is not known what the program that this RUN compiles is called.',
        'Name it: go build -o /app/NAME.',
      );
    for (const program of programs ?? []) this.programs.add(program);
    const goAt = run.json ? {} : { goAt: command.words[at]?.start ?? command.start };
    this.builds.push({ run, ...goAt, ...this.#linking(command, build) });
  }

  #linking({ assignments, words }: Command, build: GoBuild): Pick<Build, 'cgo' | 'isStatic'> {
    const flags = build.flags.join(' ');
    const written = [...assignments, ...words].map(
      ({ text }) => /^CGO_ENABLED=["']?(\d)["']?$/.exec(text)?.[1],
    );
    const said =
      written.find((value) => value !== undefined) ??
      this.#exported ??
      this.#here.environment.scope.variable('CGO_ENABLED');
    const needs = /(?:^|\s)-(?:race|msan|asan)\b|linkmode[ =]external/.test(flags);
    return {
      cgo: needs || said === '1' ? true : said === '0' ? false : undefined,
      isStatic:
        said === '0' || /linkmode[ =]external.*-static|-static.*linkmode[ =]external/.test(flags),
    };
  }

  #path(word: Word): string | undefined {
    const value = this.#value(word);
    if (value === undefined || value.startsWith('~')) return undefined;
    if (value.startsWith('/')) return posix.resolve(value);
    const folder = folderAt(this.#here);
    return folder === undefined ? undefined : posix.resolve(folder, value);
  }

  #value(word: Word): string | undefined {
    return valueIn(this.#here, word);
  }
}
