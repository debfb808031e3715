import { posix } from 'node:path';
import { mayReplace, searchPath } from '../../../src/command/index.js';
import type { Stage } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import type { Project } from '../../../src/project/index.js';
import {
  type Command,
  isShell,
  parseScript,
  programOf,
  type Word,
} from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Caller, Inner, Surroundings } from '../move.js';
import { scriptInSearchPath, scriptPath } from '../script-path.js';
import { startsFetched } from '../binaries/downloads.js';
import { commandOf } from './wrappers.js';

/** Files that node or another program of the project reads, no shell. */
const sourceFile = /\.(?:[cm]?[jt]sx?|json|py|rb|pl|php|ya?ml|html|css)$|(?:^|\/)node_modules\//;
/** Scripts that name their interpreter, where they are started by themselves. */
const interpreted = /\.(?:py|rb|pl|php)$/;
const shebang = /^#!\s*(\S+)(?:[ \t]+([^\r\n]*))?/;

/** `#!/usr/bin/env -S node --flag`: BusyBox's env does not take words apart. */
const splits = /^#!\s*(?:\/usr)?\/bin\/env[ \t]+(?:-\w*S|--split-string)/;

/** A script that a command starts; undefined as its name when a variable decides. */
interface Started {
  readonly name: string | undefined;
  /** A file for sure; else it may as well be a program of the image. */
  readonly certain: boolean;
  /** Who reads it, where it has no shebang: the shell that is given it. */
  readonly shell?: string;
}

/** The commands of a shell script of the project that a command starts. */
export function* scriptCommands(
  around: Surroundings,
  caller: Caller,
  command: Command,
): Iterable<Inner | Declined> {
  const started = startedBy(command, caller.stage, around.project);
  const source = started ? undefined : shebangOfSource(around, caller, command);
  if (source) yield source;
  if (!started) return;
  if (started.name !== undefined && startsFetched(caller, started.name)) return;
  const path = started.name === undefined ? undefined : pathOf(around, caller, started);
  const text = path === undefined ? undefined : around.project.files.read(path);
  if (path !== undefined && text !== undefined)
    yield* read(path, text, caller, started.shell ?? caller.reader);
  else if (started.certain || path !== undefined) yield unread(caller, started.name);
}

/** A source that is started by itself: who reads it is node, by what its first line says. */
function shebangOfSource(
  around: Surroundings,
  caller: Caller,
  { words }: Command,
): Inner | undefined {
  const name = words[0]?.value ?? '';
  const path = /\.[cm]?js$/.test(name) ? scriptPath(around, caller, name) : undefined;
  const text = path === undefined ? undefined : around.project.files.read(path);
  return path !== undefined && splits.test(text ?? '') ? split(caller, path) : undefined;
}

function split(caller: Caller, path: string): Inner {
  const inner = { ...caller, label: path, script: true };
  return { commands: [commandOf(['env', '-S'], caller)], caller: inner };
}

/** The script in `sh x`, `. x`, `./x`, `x.sh`, `/opt/x`; a bare name may be a script, too. */
function startedBy(command: Command, stage: Stage, project: Project): Started | undefined {
  const program = programOf(command);
  const [first, ...args] = command.words;
  if (program === undefined || first === undefined) return undefined;
  if (isShell(program) || /^(?:\.|source)$/.test(program)) return handedTo(program, args);
  const name = first.value ?? '';
  if (interpreted.test(name)) return { name, certain: true };
  if (sourceFile.test(name) || name.startsWith('-')) return undefined;
  const folder = name.includes('/') ? posix.dirname(name) : '';
  const inSearchPath = folder === '' || searchPath.includes(folder);
  if (inSearchPath && programIn('node-debian', program) !== undefined)
    return isOfficial(program) ? { name, certain: mayReplace(program, stage, project) } : undefined;
  return { name, certain: !inSearchPath || /\.(?:ba)?sh$/.test(name) };
}

/** The entrypoint of the official image has a name that projects like, too. */
function isOfficial(program: string): boolean {
  return program === 'docker-entrypoint.sh';
}

/** The script that a shell is given; none where it reads `-c` or its input. */
function handedTo(program: string, args: readonly Word[]): Started | undefined {
  if (args.some(({ value }) => /^-[a-z]*[cs]$/.test(value ?? ''))) return undefined;
  const script = args.find(({ text }) => !/^[-+]/.test(text));
  if (!script || sourceFile.test(script.value ?? '')) return undefined;
  const name = script.pattern ? undefined : script.value;
  const sourced = /^(?:\.|source)$/.test(program);
  return { name, certain: true, ...(!sourced && { shell: program }) };
}

/** A bare name that may be a program is looked up in the search path alone, never where one stands. */
function pathOf(
  around: Surroundings,
  caller: Caller,
  { name = '', certain }: Started,
): string | undefined {
  return certain || name.includes('/')
    ? scriptPath(around, caller, name)
    : scriptInSearchPath(around, caller, name);
}

function* read(
  path: string,
  text: string,
  caller: Caller,
  shell: string | undefined,
): Iterable<Inner | Declined> {
  if (caller.seen.has(path)) return;
  caller.seen.add(path);
  yield* textCommands(path, text, caller, shell);
}

/**
 * The commands of the text of a script, with that of its shebang.
 *
 * @param shell who reads it, where the text itself does not say
 */
export function* textCommands(
  path: string,
  text: string,
  caller: Caller,
  shell?: string,
): Iterable<Inner | Declined> {
  const interpreter = interpreterOf(text);
  if (splits.test(text)) yield split(caller, path);
  const inner = {
    ...caller,
    label: path,
    script: true,
    reader: posix.basename(interpreter ?? shell ?? 'sh'),
  };
  if (interpreter !== undefined)
    yield { commands: [commandOf([interpreter], caller)], caller: inner };
  if (interpreter !== undefined && !isShell(posix.basename(interpreter))) return;
  const script = parseScript(text.replaceAll('\r', ''));
  // A script of a shebang and comments alone can't be what starts the program: it is not all there.
  if (script && script.commands.length > 0) yield { commands: script.commands, caller: inner };
  else yield unread(caller, path);
}

/** The program of a shebang, that of `env` taken off. */
function interpreterOf(text: string): string | undefined {
  const [, program, argument = ''] = shebang.exec(text) ?? [];
  if (program === undefined || !/(?:^|\/)env$/.test(program)) return program;
  return argument.split(/\s+/).find((word) => !/^-|=/.test(word) && word !== '');
}

function unread({ at, label }: Caller, name = 'a script that a variable names'): Declined {
  return decline(
    'alpine-base/unread-script',
    at,
    `${label} starts ${name}, which could not be read.`,
    'Run where the script is, or name the build context with --context.',
  );
}
