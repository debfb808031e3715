import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { containerCommand, startCommands } from '../../../src/command/index.js';
import { finalEnvironment, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { type Command, literalWords, withoutExec, wordValues } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';

/** What the container starts, of the programs that go compiled. */
export interface GoStart {
  readonly instruction: Instruction;
  /** Where the program lies. */
  readonly path: string;
  /** It is found by the search path. */
  readonly byName: boolean;
  /** The words of a shell form that needs no shell. */
  readonly argv?: readonly string[];
}

const advice = 'Let ENTRYPOINT or CMD start the compiled program itself.';

/** The compiled program that ENTRYPOINT or CMD starts, or why none is seen (handbook F34). */
export function goStart(stage: Stage, programs: readonly string[]): GoStart | Declined {
  const { entrypoint, cmd } = containerCommand(stage);
  const instruction = entrypoint ?? cmd;
  if (!instruction)
    return decline(
      'split-stages/no-command',
      stage.from,
      'Nothing says what this image runs.',
      'Add a CMD.',
    );
  const commands = startCommands(instruction, stage);
  const [command, more] = commands ?? [];
  const words = command ? wordValues(command) : [];
  const [program, ...args] = withoutExec(words);
  if (!command || more || program === undefined) return unread(instruction);
  if (
    program === 'go' ||
    program.endsWith('/go') ||
    programDoes(posix.basename(program), 'watchesGo')
  )
    return decline(
      'split-stages/go-toolchain',
      instruction,
      `${instruction.keyword} starts "${[posix.basename(program), ...args].slice(0, 2).join(' ')}", which compiles in the container.`,
      'Compile in a RUN with go build, and start the program.',
    );
  const path = located(program, stage, programs);
  if (path === undefined) return unread(instruction, program);
  const argv = plainWords(command, instruction, entrypoint && cmd);
  return { instruction, path, byName: !program.includes('/'), ...(argv && { argv }) };
}

function unread({ keyword, start, end }: Instruction, program?: string): Declined {
  const what =
    program === undefined ? 'more than one program, or one that a variable names' : `"${program}"`;
  const because = `${keyword} starts ${what}; no RUN is seen that compiles it to that place.`;
  return decline('split-stages/go-program', { start, end }, because, advice);
}

function located(program: string, stage: Stage, programs: readonly string[]): string | undefined {
  const workdir = finalEnvironment(stage).workdir;
  if (program.includes('/')) {
    const path = workdir === undefined ? program : posix.resolve(workdir, program);
    return programs.find((one) => one === path);
  }
  const searched = /^(?:\/go\/bin|\/usr\/local\/s?bin|\/usr\/s?bin|\/s?bin)$/;
  return programs.find(
    (one) => posix.basename(one) === program && searched.test(posix.dirname(one)),
  );
}

/** The words of a shell form that a shell would only hand on (handbook F.3); CMD must not become arguments. */
function plainWords(
  command: Command,
  { json }: Instruction,
  both: Instruction | undefined,
): readonly string[] | undefined {
  const plain = !json && !both && !command.redirected && command.assignments.length === 0;
  const words = plain ? literalWords(command) : undefined;
  return words && withoutExec(words);
}
