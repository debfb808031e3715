import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { containerCommand, programCommands, startedScripts } from '../../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  environmentAt,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { copyAt, isCopy, originOf, type Project } from '../../../src/project/index.js';
import {
  type Command,
  commandsOf,
  knownWords,
  parseScript,
  programOf,
} from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { elsewhere } from './elsewhere.js';
import { npmMention } from './mention.js';

/** A table of cron in the image: a file by its absolute path, or the text that a step writes. */
interface Table {
  readonly at: Instruction;
  readonly path?: string;
  readonly text?: string;
}

/** Where cron looks for what it runs: cron(8) of Debian, crond of busybox. */
const tables = /^\/(?:etc\/(?:cron(?:tabs?|\.\w+)|periodic)|var\/spool\/cron)(?:\/|$)/;

/** A package manager that cron calls in the container, or may call by a table that can't be read. */
export function cronCaller(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const all = [
    ...chainOf(stage).flatMap((one) =>
      one.instructions.flatMap((at, index) =>
        at.keyword === 'RUN' ? written(one, index, at) : copied(file, one, index, at),
      ),
    ),
    ...named(file, stage, project),
  ];
  return all.map((one) => callerIn(one, file, stage, project)).find((one) => one !== undefined);
}

function callerIn(table: Table, file: Dockerfile, stage: Stage, project: Project) {
  const { at, path } = table;
  const origin = path && originOf(project, stage, file.stages, path);
  const text = table.text ?? (origin && project.files.read(origin));
  if (text === undefined)
    return decline(
      'drop-npm/unread-script',
      at,
      `cron runs what ${path} says, which could not be read and may call npm.`,
      'Run where the file is, or name the build context with --context.',
    );
  const lines = text.split('\n');
  const index = lines.findIndex((line) => !/^\s*#/.test(line) && npmMention.test(line));
  const where = { path: origin ?? at.keyword, line: index + 1, text: (lines[index] ?? '').trim() };
  if (index === -1) return undefined;
  return origin === undefined
    ? decline(
        'drop-npm/called-elsewhere',
        at,
        'cron calls a package manager by what this RUN writes.',
        'Let cron call node instead.',
      )
    : elsewhere(at, where, 'has cron call a package manager');
}

function copied({ stages }: Dockerfile, stage: Stage, index: number, at: Instruction): Table[] {
  const copy = isCopy(at) ? copyAt(stage, index, stages) : undefined;
  if (!copy || !tables.test(copy.destination)) return [];
  const { destination, sources } = copy;
  const isFolder = destination.endsWith('/') || sources.length > 1;
  const paths = isFolder
    ? sources.map((source) => posix.join(destination, posix.basename(source)))
    : [destination];
  return paths.map((path) => ({ at, path }));
}

/** `crontab FILE`, and `echo '* * * * * npm run job' | crontab -`. */
function written(stage: Stage, index: number, at: Instruction): Table[] {
  if (!at.argument.includes('cron')) return [];
  const environment = environmentAt(stage, index);
  const commands = commandsOf(at, environment) ?? [];
  const texts = commands
    .filter((one) => programDoes(programOf(one), 'says'))
    .map((one) => knownWords(one).join(' '));
  return [
    ...texts.map((text) => ({ at, text })),
    ...filesOf(commands, environment.workdir).map((path) => ({ at, path })),
  ];
}

/** The files that the container gives to crontab or supercronic when it starts. */
function named({ stages }: Dockerfile, stage: Stage, project: Project): Table[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const { workdir } = environmentAt(stage, stage.instructions.length);
  const direct = [entrypoint, cmd].flatMap((at) =>
    at ? filesOf(programCommands(at, stage) ?? [], workdir).map((path) => ({ at, path })) : [],
  );
  const inScripts = startedScripts(project, stage, stages).flatMap(({ instruction: at, text }) =>
    filesOf(parseScript(text ?? '')?.commands ?? [], workdir).map((path) => ({ at, path })),
  );
  return [...direct, ...inScripts];
}

function filesOf(commands: readonly Command[], folder: string | undefined): string[] {
  return commands
    .filter((one) => /^(?:crontab|supercronic)$/.test(programOf(one) ?? ''))
    .flatMap(({ words }) => words.slice(1).flatMap(({ value }) => value ?? []))
    .filter((word) => !word.startsWith('-') && word !== 'root' && folder !== undefined)
    .map((word) => posix.resolve(folder ?? '/', word));
}
