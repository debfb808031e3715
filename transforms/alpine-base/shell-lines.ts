import { posix } from 'node:path';
import { environmentAt, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import { bashOnly } from '../../src/shell/index.js';
import { replace } from '../../src/transform.js';
import { plannedStart } from '../drop-npm/planned-start.js';
import { type Demand, need, type Need, type Rewording } from './demands.js';
import type { Move } from './move.js';

/** An instruction in the shell form, with the shell that reads it and the SHELL line that says so. */
interface Reader {
  readonly stage: Stage;
  readonly at: Instruction;
  readonly shell: readonly string[];
  readonly line: Instruction | undefined;
}

/**
 * A SHELL with bash that reads RUN, CMD, ENTRYPOINT or HEALTHCHECK (handbook C40): ash with the same
 * options where it reads them all alike, else bash is added above it.
 */
export function* shellDemands(move: Move): Iterable<Demand> {
  if (move.target !== 'alpine') return;
  const readers = move.stages.flatMap((stage) => readersIn(move, stage));
  for (const line of new Set(readers.map((one) => one.line))) {
    const own = readers.filter((one) => one.line === line);
    const ash = line && ashInstead(line, own);
    if (ash) yield ash;
    else yield* own.slice(0, 1).map(needOf);
  }
}

function readersIn(move: Move, stage: Stage): Reader[] {
  const reads = /^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/;
  return stage.instructions.flatMap((at, index) => {
    const { shell } = environmentAt(stage, index);
    if (!reads.test(at.keyword) || at.json || !shell || willBeExec(move, stage, at)) return [];
    if (!/(?:^|\/)(?:bash|dash)$/.test(shell[0] ?? '')) return [];
    return [{ stage, at, shell, line: lineAbove(stage, index) }];
  });
}

/** The last SHELL above an instruction, in its stage or in one below that. */
function lineAbove(stage: Stage, index: number): Instruction | undefined {
  const above = stage.instructions.slice(0, index);
  const below = chainOf(stage)
    .slice(0, -1)
    .flatMap(({ instructions }) => instructions);
  return [...below, ...above].findLast(({ keyword }) => keyword === 'SHELL');
}

function needOf({ stage, at, shell: [shell = ''] }: Reader): Need {
  const place = { stage, at, inContainer: at.keyword !== 'RUN' };
  return need(place, [posix.basename(shell)], `SHELL lets ${shell} read this ${at.keyword}`);
}

/** Options of a shell that ash takes as well; a login shell reads other files. */
const common = /^(?:-[ceuxo]+|errexit|nounset|pipefail|xtrace)$/;

function ashInstead(line: Instruction, readers: readonly Reader[]): Rewording | undefined {
  const [reader] = readers as [Reader];
  const [shell = '', ...options] = reader.shell;
  const at = line.line.joined.text.indexOf(`"${shell}"`);
  const texts = readers.map((one) => one.at);
  const alike = texts.every(
    ({ line: { heredocs }, argument }) =>
      heredocs.length === 0 && bashOnly(argument.replace(/^cmd\s/i, '')) === undefined,
  );
  if (at === -1 || !shell.endsWith('bash') || !alike || !options.every((one) => common.test(one)))
    return undefined;
  const ash = shell.includes('/') ? '/bin/ash' : 'ash';
  return {
    kind: 'rewording',
    rule: 'alpine-base/ash',
    stage: reader.stage,
    at: line,
    because: `Alpine's ash reads the steps below as ${posix.basename(shell)} does, with the same options.`,
    edits: [replace(line.line.joined.spanOf(at + 1, at + 1 + shell.length), ash)],
    effect: { shell: { from: [shell, ...options], to: [ash, ...options] } },
    unless: needOf(reader),
  };
}

/** drop-npm, which runs later, leaves no shell in front of the program. */
function willBeExec({ file, project, options }: Move, stage: Stage, one: Instruction): boolean {
  if (stage !== file.stages.at(-1)) return false;
  const start = plannedStart(file, stage, project, options);
  return start?.instruction === one && !start.argv.includes('sh');
}
