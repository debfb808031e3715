import { posix } from 'node:path';
import {
  heredocText,
  type Instruction,
  nodeBase,
  nodeTagOf,
  rootOf,
  type Stage,
} from '../../dockerfile/index.js';
import { programDoes } from '../../knowledge/program-traits.js';
import { rememberedFor } from '../../memo.js';
import {
  type Command,
  isPosixShell,
  isShellScript,
  parseScript,
  programOf,
  type Reader,
  runsIn,
  type StageRun,
  writtenBy,
} from '../../shell/index.js';

/** A file that a RUN writes. */
interface WrittenFile {
  /** The last RUN that writes to it. */
  readonly at: Instruction;
  readonly text: string;
}

/**
 * The shell scripts that the RUNs of a stage write with echo, printf or a heredoc, by their paths, where every byte is known.
 * What else they write programs may change unnamed, as npm does package.json.
 */
export const writtenIn = rememberedFor((stage: Stage): ReadonlyMap<string, WrittenFile> => {
  const files = new Map<string, WrittenFile>();
  for (const run of runsIn(stage)) follow(run, stage, files);
  return new Map([...files].filter(([path, { text }]) => isScript(path, text)));
});

/** Whether no RUN of a stage changes a file that a stage below it wrote. */
export function keepsWritten(stage: Stage, path: string): boolean {
  const file = { at: stage.from, text: '' };
  const files = new Map([[path, file]]);
  for (const run of runsIn(stage)) follow(run, stage, files);
  return files.get(path) === file;
}

function isScript(path: string, text: string): boolean {
  return isShellScript(text) && (text.startsWith('#!') || path.endsWith('.sh'));
}

/** Who reads a RUN, where that is the shell of the official image. */
function readerOf(stage: Stage, shell: readonly string[] | undefined): Reader {
  if (!nodeBase(stage) || shell?.[0] !== '/bin/sh') return 'unknown';
  const { variant } = nodeTagOf(rootOf(stage)) ?? {};
  return variant === undefined ? 'unknown' : variant === 'alpine' ? 'ash' : 'dash';
}

function follow(
  { run, environment }: StageRun,
  stage: Stage,
  files: Map<string, WrittenFile>,
): void {
  // Nothing is known yet that it could change, and nothing is redirected.
  if (files.size === 0 && !run.argument.includes('>')) return;
  const [heredoc, more] = run.line.heredocs;
  const text = heredoc ? `${run.argument}\n` : run.argument;
  const isRead = !run.json && !more && isPosixShell(environment.shell);
  const script = isRead ? parseScript(text) : undefined;
  const body = heredoc && heredocText(run.line.joined.fileText, heredoc);
  const isLiteral = heredoc && (!heredoc.expand || !/[$`\\]/.test(body ?? ''));
  forget(files, script ? (body ?? '') : run.line.joined.text);
  if (!script) return;
  const reader = readerOf(stage, environment.shell);
  const moves = script.commands.some((one) => /^(?:cd|pushd)$/.test(programOf(one) ?? ''));
  for (const [index, command] of script.commands.entries()) {
    const piped = script.commands[index + 1]?.operator === '|';
    const written = writtenBy(command, text, reader, isLiteral ? body : undefined);
    if (!written) {
      if (!leavesAlone(command)) forget(files, text.slice(command.start, command.end));
      continue;
    }
    const isAbsolute = written.path.startsWith('/');
    const place = isAbsolute || moves ? undefined : environment.workdir;
    const path = isAbsolute || place ? posix.resolve(place ?? '/', written.path) : written.path;
    const before = written.appends ? files.get(path)?.text : '';
    const known = path.startsWith('/') && isPlain(command) && !piped;
    forget(files, posix.basename(path));
    if (known && written.text !== undefined && before !== undefined)
      files.set(path, { at: run, text: before + written.text });
  }
}

/** Whether a command runs for certain, and in the order of the script. */
function isPlain({ nested, operator }: Command): boolean {
  return !nested && (operator === undefined || /^(?:&&|;)$/.test(operator));
}

/** Whether a command changes no text of files: chmod, ls. */
function leavesAlone(command: Command): boolean {
  return command.writes.length === 0 && programDoes(programOf(command), 'modes', 'looks');
}

/** A text that names a file, or any by a pattern or a variable, may change it. */
function forget(files: Map<string, WrittenFile>, text: string): void {
  const any = /[*?]|\$/.test(text);
  for (const path of files.keys())
    if (any || text.includes(posix.basename(path))) files.delete(path);
}
