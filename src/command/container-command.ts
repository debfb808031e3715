import type { Instruction, Stage } from '../dockerfile/index.js';
import { chainOf } from '../image-state.js';
import { type Command, execCommand, isPosixShell, parseScript } from '../shell/index.js';
import { finalEnvironment } from '../dockerfile/index.js';

/** What a container of a stage starts, by the last ENTRYPOINT and CMD that count. */
export interface ContainerCommand {
  readonly entrypoint?: Instruction;
  readonly cmd?: Instruction;
}

/** ENTRYPOINT clears the CMD of the image below unless the stage has its own (handbook A75). */
export function containerCommand(stage: Stage): ContainerCommand {
  let entrypoint: Instruction | undefined;
  let cmd: Instruction | undefined;
  for (const { instructions } of chainOf(stage)) {
    const own = instructions.findLast(({ keyword }) => keyword === 'CMD');
    const entry = instructions.findLast(({ keyword }) => keyword === 'ENTRYPOINT');
    cmd = own ?? (entry ? undefined : cmd);
    entrypoint = entry ?? entrypoint;
  }
  return { ...(entrypoint && { entrypoint }), ...(cmd && { cmd }) };
}

/** The commands of a CMD, ENTRYPOINT or HEALTHCHECK; undefined when no POSIX shell reads them. */
export function startCommands(instruction: Instruction, stage: Stage): readonly Command[] | undefined {
  if (instruction.json) return unwrapped(instruction.json, instruction);
  if (!isPosixShell(finalEnvironment(stage).shell)) return undefined;
  return parseScript(instruction.argument.replace(/^cmd\s+/i, ''))?.commands;
}

/** `sh -c script` is what the script is. */
function unwrapped(argv: readonly string[], at: Instruction): readonly Command[] | undefined {
  const script = shellScript(argv);
  return script === undefined ? [execCommand(argv, at)] : parseScript(script)?.commands;
}

/** The script of `sh -c script`, when an argument vector is just that. */
export function shellScript(argv: readonly string[]): string | undefined {
  const [shell = '', flag, script] = argv;
  return argv.length === 3 && /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|ash|bash|dash)$/.test(shell) && flag === '-c' ? script : undefined;
}

/** Programs that start another one as process 1 would: they change nothing of what runs. */
const inits = new Set(['tini', 'dumb-init', 'catatonit']);

/** Takes an init and its options off an argument vector; undefined when it is none. */
export function afterInit(argv: readonly string[]): readonly string[] | undefined {
  if (!inits.has((argv[0] ?? '').replace(/^.*\//, ''))) return undefined;
  const end = argv.indexOf('--');
  if (end !== -1) return argv.slice(end + 1);
  const first = argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return first === -1 ? [] : argv.slice(first);
}
