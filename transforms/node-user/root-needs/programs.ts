import { programDoes, programsThat } from '../../../src/knowledge/program-traits.js';
import { finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import {
  type Command,
  commandText,
  knownWords,
  operandWords,
  programOf,
  type Word,
} from '../../../src/shell/index.js';
import { managerNamed } from '../../../src/command/index.js';
import { editsInPlace } from '../../../src/knowledge/system/output-options.js';
import { isScratch } from '../../../src/knowledge/system/folders.js';
import { isInstallVerb } from '../../../src/knowledge/npm/install-verbs.js';
import { isWithin } from '../../../src/path-folders.js';
import type { Ownership } from '../ownership/index.js';
import { pathsOf, type ScriptVariables } from './script-paths.js';

/** The pattern for a text that can't be read as commands. */
export const rootCommand: RegExp = new RegExp(
  String.raw`(^|[\s;&|("'])(${programsThat('root')
    .filter((name) => name !== 'ip')
    .join(
      '|',
    )})(\s|$)|\bip\s+(-[46]\s+)?(addr|address|link|neigh|route|rule)\s+(add|change|del|delete|replace|set)\s|npm\s+(i|install)\s+(-g|--global|--location[= ]global)`,
);

/** The program among some commands that needs root. */
export function rootProgram(commands: readonly Command[]): string | undefined {
  return commands.map(programOf).find((name) => programDoes(name, 'root'));
}

const changing = /^(?:link|rebuild|rb|update|upgrade|prune|uninstall|rm|remove)$/;

/** The command among some that changes node_modules, which belongs to root. */
export function installAtStart(commands: readonly Command[]): string | undefined {
  const found = commands.find((command) => {
    const [, ...args] = knownWords(command);
    const word = args.find((one) => !one.startsWith('-'));
    const manager = managerNamed(programOf(command));
    if (word === undefined) return manager === 'yarn';
    return manager && (isInstallVerb(word) || changing.test(word));
  });
  return found && commandText(found);
}

/** Tools whose operands are written, each of them. */
const writing = ['makesFolders', 'makesFiles', 'removes', 'moves', 'edits', 'writesInput'] as const;
/** Only root changes settings of the kernel, in a privileged container. */
const ofKernel = /^\/(?:dev|proc(?!\/sys(?:\/|$)))(?:\/|$)/;

/**
 * Whether commands create, move or remove files where node may not.
 *
 * @param variables those of the script that they stand in
 */
export function writesOutside(
  commands: readonly Command[],
  stage: Stage,
  { account, folder, outside }: Ownership,
  variables: ScriptVariables = new Map(),
): boolean {
  const { workdir = '/' } = finalEnvironment(stage);
  const foreign = (path: string | undefined): boolean =>
    path === undefined ||
    (path.startsWith('/') &&
      !isScratch(path) &&
      !ofKernel.test(path) &&
      !isWithin(path, account.home) &&
      !(folder !== '/' && isWithin(path, folder)) &&
      !(workdir !== '/' && isWithin(path, workdir)) &&
      !outside.some((one) => isWithin(path, one)));
  const mayBeForeign = (word: Word): boolean => pathsOf(word, variables)?.some(foreign) ?? true;
  const isForeign = (word: Word): boolean =>
    pathsOf(word, variables)?.some((path) => path !== undefined && foreign(path)) === true;
  return commands.some(
    (command) =>
      command.writes.some(foreign) ||
      operands(command).some(mayBeForeign) ||
      // Whether an option of that name is about a file is the program's own: only what is known counts.
      logs(command).some(isForeign),
  );
}

/** Options behind which a log or the number of a process goes (README of forever 4 and pm2 6, 2026-11). */
const logOption = /^--?(?:log|pid)[-_]?(?:file|path|dir)?$/i;
const supervisorOption = /^(?:-[eolp]|--(?:error|errFile|output|outFile))$/;

/** The words of a command that name its log. */
function logs(command: Command): readonly Word[] {
  const isSupervisor = /^(?:forever|pm2(?:-\w+)?)$/.test(programOf(command) ?? '');
  return command.words.filter((_, index, all) => {
    const option = all[index - 1]?.value ?? '';
    return logOption.test(option) || (isSupervisor && supervisorOption.test(option));
  });
}

/** The words of a command that name what it writes. */
function operands(command: Command): readonly Word[] {
  const program = programOf(command);
  const words = operandWords(command);
  if (program === 'sed')
    return editsInPlace(command.words.map(({ text }) => text)) ? words.slice(1) : [];
  if (programDoes(program, 'copies', 'links')) return words.slice(-1);
  return programDoes(program, ...writing) ? words : [];
}
