import { asksArchitecture } from '../../../src/packages/index.js';
import { commandsOf, programOf } from '../../../src/shell/index.js';
import { insert } from '../../../src/transform.js';
import { type Demand, need } from '../demands.js';
import type { Move, Reached } from '../move.js';
import { standsInFile } from '../system/user-commands.js';

/** What the makers of gosu write on both systems (github.com/tianon/gosu, INSTALL.md, read 2026-11). */
const lastPart = " | awk -F- '{ print $NF }'";

/**
 * Alpine's dpkg says `musl-linux-amd64` where Debian's says `amd64`: it is installed, and all but the
 * last part of its answer goes.
 *
 * @returns undefined where a command asks something else, or stands where it can't be reworded
 */
export function architectureDemands(move: Move, reached: Reached): Demand[] | undefined {
  const { command, caller } = reached;
  if (!asksArchitecture(command)) return undefined;
  if (move.target === 'slim') return [];
  const what = `${caller.label} runs dpkg --print-architecture`;
  const program = need(caller, ['dpkg'], what);
  if (takesLastPart(reached)) return [program];
  if (!standsInFile(move, command, caller)) return undefined;
  const because =
    'dpkg on Alpine says "musl-linux-amd64", of which the last part is what Debian says.';
  const edits = [insert(command.end, lastPart)];
  const { stage, at } = caller;
  return [
    program,
    { kind: 'rewording', rule: 'alpine-base/architecture', stage, at, because, edits },
  ];
}

/** Whether `awk -F-` behind a pipe takes the last part already. */
function takesLastPart({ command, caller }: Reached): boolean {
  const all = commandsOf(caller.at, caller.environment) ?? [];
  const next = all[all.findIndex(({ start }) => start === command.start) + 1];
  return (
    next !== undefined &&
    programOf(next) === 'awk' &&
    next.words.some(({ value }) => value === '-F-') &&
    next.words.some(({ value = '' }) => /print \$NF/.test(value))
  );
}
