import { managerNamed } from '../../../src/command/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import type { Place as SourceLine } from '../../../src/project/index.js';
import { systemManager } from '../../../src/packages/index.js';
import { type Command, parseScript, programOf } from '../../../src/shell/index.js';
import { broughtProgram } from '../binaries/brought.js';
import type { Demand } from '../demands.js';
import {
  isDeclined,
  kindBefore,
  type Move,
  type Origin,
  type Reached,
  targetImage,
} from '../move.js';
import { commandDemands } from './index.js';
import { reached } from '../commands/reach.js';

/** What lines that sources start ask for, down into the scripts that they call (C30, C50). */
export function* childProcessDemands(
  move: Move,
  lines: readonly SourceLine[],
  from: Origin,
): Iterable<Demand> {
  const seen = new Set<string>();
  for (const { path, line, text } of lines)
    yield* lineDemands(move, `${path}:${line}`, text, from, seen);
}

/**
 * What a line of shell asks for that somebody starts in the container.
 *
 * @param who starts it
 * @param seen the scripts that were read already
 */
export function* lineDemands(
  move: Move,
  who: string,
  text: string,
  from: Origin,
  seen = new Set<string>(),
): Iterable<Demand> {
  const caller = { ...from, label: who, script: true, seen };
  const commands = parseScript(text)?.commands.filter((one) => !startsPackages(one)) ?? [];
  for (const command of commands) {
    const brought = broughtProgram(move, { command, caller });
    if (brought) yield brought;
  }
  for (const one of reached(move, caller, commands))
    if (!isDeclined(one) && isOfImage(move, one)) yield* commandDemands(move, one);
}

/** What npm and its like run is most often a tool for the project's authors. */
function startsPackages(command: Command): boolean {
  const program = programOf(command);
  return program !== undefined && managerNamed(program) !== undefined;
}

/** A program that the image before did not have either is no loss; slim has apt as it was. */
function isOfImage(move: Move, { command, caller }: Reached): boolean {
  const program = programOf(command);
  if (program === undefined) return false;
  if (systemManager(program) !== undefined) return move.target === 'alpine';
  const before = programIn(kindBefore(caller.stage), program);
  return before ?? programIn(targetImage(move), program) === false;
}
