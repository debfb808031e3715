import { chainOf, finalEnvironment, type Instruction, type Stage } from '../dockerfile/index.js';
import { rememberedFor } from '../memo.js';
import {
  type Command,
  execCommand,
  isPosixShell,
  isSystemShell,
  parseScript,
} from '../shell/index.js';
import { afterInit } from './prefixes.js';

/** What a container of a stage starts, by the last ENTRYPOINT and CMD that count. */
interface ContainerCommand {
  readonly entrypoint?: Instruction;
  readonly cmd?: Instruction;
}

/** ENTRYPOINT clears the CMD of the image below unless the stage has its own (handbook A75). */
export const containerCommand = rememberedFor((stage: Stage): ContainerCommand => {
  let entrypoint: Instruction | undefined;
  let cmd: Instruction | undefined;
  for (const { instructions } of chainOf(stage)) {
    const own = instructions.findLast(({ keyword }) => keyword === 'CMD');
    const entry = instructions.findLast(({ keyword }) => keyword === 'ENTRYPOINT');
    cmd = own ?? (entry ? undefined : cmd);
    entrypoint = entry ?? entrypoint;
  }
  return { ...(entrypoint && { entrypoint }), ...(cmd && { cmd }) };
});

/** The HEALTHCHECK that counts: a stage inherits it as it inherits CMD, and NONE ends that (handbook A77). */
export const healthcheckOf = rememberedFor((stage: Stage): Instruction | undefined => {
  const checks = chainOf(stage).map(({ instructions }) =>
    instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK'),
  );
  const last = checks.findLast((one) => one !== undefined);
  return last && /^none$/i.test(last.argument) ? undefined : last;
});

/** The commands of a CMD, ENTRYPOINT or HEALTHCHECK; undefined when no POSIX shell reads them. */
export function startCommands(
  instruction: Instruction,
  stage: Stage,
): readonly Command[] | undefined {
  if (instruction.json) return unwrapped(instruction.json, instruction);
  if (!isPosixShell(finalEnvironment(stage).shell)) return undefined;
  return parseScript(shellText(instruction))?.commands;
}

/** The commands of a CMD or ENTRYPOINT without the init that may stand in front of the program. */
export function programCommands(
  instruction: Instruction,
  stage: Stage,
): readonly Command[] | undefined {
  const program = instruction.json && afterInit(instruction.json);
  return program && program.length > 0
    ? unwrapped(program, instruction)
    : startCommands(instruction, stage);
}

/** What ENTRYPOINT and CMD of a stage start, without an init; nothing of what can't be read. */
export function startedCommands(stage: Stage): Command[] {
  const { entrypoint, cmd } = containerCommand(stage);
  return [entrypoint, cmd].flatMap((one) => (one && programCommands(one, stage)) ?? []);
}

/** An instruction that starts something as one text: the words of a list, or the line. */
export function startText({ json, argument }: Instruction): string {
  return json?.join(' ') ?? argument;
}

/** The script of an instruction in the shell form; HEALTHCHECK has the word CMD before it. */
export function shellText({ keyword, argument }: Instruction): string {
  return keyword === 'HEALTHCHECK' ? argument.replace(/^cmd\s+/i, '') : argument;
}

/** `sh -c script` is what the script is. */
function unwrapped(argv: readonly string[], at: Instruction): readonly Command[] | undefined {
  const script = shellScript(argv);
  return script === undefined ? [execCommand(argv, at)] : parseScript(script)?.commands;
}

/** The script of `sh -c script`, when an argument vector is just that. */
function shellScript(argv: readonly string[]): string | undefined {
  const [shell = '', flag, script] = argv;
  return argv.length === 3 && isSystemShell(shell) && flag === '-c' ? script : undefined;
}

/** The script of `sh -ec script`, `bash -lc script` and the like, whatever options stand before it. */
export function scriptOf(argv: readonly string[]): string | undefined {
  const [shell = '', ...rest] = argv;
  const options = rest.slice(0, -1);
  const plain = options.every((word) => /^(?:-[a-z]+|--login|pipefail)$/.test(word));
  return isSystemShell(shell) && plain && /^-\w*c$/.test(options.at(-1) ?? '')
    ? rest.at(-1)
    : undefined;
}

/** Whether an ENTRYPOINT is a shell that takes CMD for its script: `["sh", "-c"]`. */
export function isBareShell(argv: readonly string[]): boolean {
  return isSystemShell(argv[0] ?? '') && /^-\w*c$/.test(argv.at(-1) ?? '');
}
