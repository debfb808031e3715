import { posix } from 'node:path';
import {
  afterInit,
  containerCommand,
  managerCall,
  startCommands,
} from '../../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { type Manifest, manifestIn, type Project } from '../../../src/project/index.js';
import { type Command, literalWords, parseScript, withoutExec } from '../../../src/shell/index.js';

/** The one program that a container starts, with its arguments. */
interface SingleProgram {
  readonly instruction: Instruction;
  readonly program: string;
  readonly args: readonly string[];
  readonly manifest?: Manifest;
}

/** Scripts that call scripts: deeper than this, nobody looks. */
const deepest = 4;

/** The program behind ENTRYPOINT, CMD and the scripts of package.json; undefined where there are several, or none is sure. */
export function singleProgram(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): SingleProgram | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const instruction = cmd ?? entrypoint;
  if (!instruction) return undefined;
  const manifest = manifestIn(project, stage, file.stages);
  const argv = argvOf(stage, entrypoint, cmd);
  const [program, ...args] = argv ? (resolved(argv, manifest) ?? []) : [];
  return program === undefined
    ? undefined
    : { instruction, program: posix.basename(program), args, ...(manifest && { manifest }) };
}

function argvOf(
  stage: Stage,
  entrypoint: Instruction | undefined,
  cmd: Instruction | undefined,
): readonly string[] | undefined {
  if (entrypoint && cmd) {
    const argv = entrypoint.json && cmd.json && [...entrypoint.json, ...cmd.json];
    return argv && (afterInit(argv) ?? argv);
  }
  const only = entrypoint ?? cmd;
  return only && plainWords(startCommands(only, stage));
}

/** The words of the only command, where nothing in them depends on the container. */
function plainWords(commands: readonly Command[] | undefined): readonly string[] | undefined {
  const [command, more] = commands ?? [];
  if (!command || more || command.redirected || command.assignments.length > 0) return undefined;
  const words = literalWords(command);
  const argv = words && withoutExec(words);
  return argv && (afterInit(argv) ?? argv);
}

/** Follows package managers into the scripts of package.json; hooks beside a script do more than serve. */
function resolved(
  argv: readonly string[],
  manifest: Manifest | undefined,
  depth = 0,
): readonly string[] | undefined {
  const call = managerCall(argv);
  if (!call) return argv;
  if (call.kind === 'bin') return [call.bin, ...call.args];
  if (call.kind === 'other' || depth > deepest) return undefined;
  const { script, args } = call;
  const body = manifest?.scripts.get(script);
  const hooked = manifest?.scripts.has(`pre${script}`) || manifest?.scripts.has(`post${script}`);
  const words = body === undefined || hooked ? undefined : plainWords(parseScript(body)?.commands);
  return words && resolved([...words, ...args], manifest, depth + 1);
}
