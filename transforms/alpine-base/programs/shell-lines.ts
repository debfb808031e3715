import { posix } from 'node:path';
import { environmentAt, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { groupedBy } from '../../../src/grouping.js';
import { bashOnly } from '../../../src/shell/index.js';
import { replace } from '../../../src/transform.js';
import { plannedStart } from '../../drop-npm/start/planned-start.js';
import { type Demand, need, type Need, type Rewording } from '../demands.js';
import type { Move } from '../move.js';

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
  for (const [line, own] of groupedBy(readers, (one) => one.line)) {
    const ash = line && ashInstead(line, own);
    if (ash) yield ash;
    else yield* own.slice(0, 1).map(needOf);
  }
}

function readersIn(move: Move, stage: Stage): Reader[] {
  const reads = /^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/;
  const readers: Reader[] = [];
  let line = lineBelow(stage);
  for (const [index, at] of stage.instructions.entries()) {
    if (at.keyword === 'SHELL') line = at;
    const { shell } = environmentAt(stage, index);
    if (!reads.test(at.keyword) || at.json || !shell) continue;
    if (/(?:^|\/)(?:bash|dash)$/.test(shell[0] ?? '')) readers.push({ stage, at, shell, line });
  }
  const exec = readers.length > 0 ? execLater(move, stage) : undefined;
  return readers.filter(({ at }) => at !== exec);
}

/** The last SHELL of the stages below a stage. */
function lineBelow(stage: Stage): Instruction | undefined {
  for (let one = stage.base; one; one = one.base) {
    const found = one.instructions.findLast(({ keyword }) => keyword === 'SHELL');
    if (found) return found;
  }
  return undefined;
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

/** What drop-npm, which runs later, leaves without a shell in front of the program. */
function execLater({ file, project, options }: Move, stage: Stage): Instruction | undefined {
  if (stage !== file.stages.at(-1)) return undefined;
  const start = plannedStart(file, stage, project, options);
  return start && !start.argv.includes('sh') ? start.instruction : undefined;
}
