import type { Stage } from '../../../src/dockerfile/index.js';
import { operandWords, programOf } from '../../../src/shell/index.js';
import type { Step } from '../folders.js';
import { pathsOf, placedCommands } from '../run-commands.js';

/** A RUN of the author's that is nothing but `chown -R` of one folder. */
export interface AuthorChown {
  readonly step: Step;
  readonly place: number;
  /** As it is written: `node:node`, or a user alone. */
  readonly owner: string;
  readonly path: string;
  /** The command as it is written. */
  readonly text: string;
}

/** The RUNs of a stage that give one whole folder away and do nothing else (handbook D12). */
export function authorChowns(text: string, stage: Stage, steps: readonly Step[]): AuthorChown[] {
  return steps.flatMap((step, place) => {
    const found = step.stage === stage ? readChown(text, step) : undefined;
    return found ? [{ step, place, ...found }] : [];
  });
}

function readChown(
  text: string,
  step: Step,
): Pick<AuthorChown, 'owner' | 'path' | 'text'> | undefined {
  const { flags, line, json, argument } = step.instruction;
  if (!argument.startsWith('chown')) return undefined;
  const [placed, second] = placedCommands(step) ?? [];
  if (!placed || second || flags.length > 0 || line.innerComments.length > 0 || json)
    return undefined;
  const { command } = placed;
  const plain = operandWords(command);
  const options = command.words
    .slice(1)
    .filter((word) => !plain.includes(word))
    .map(({ text: word }) => word);
  const [owner] = plain;
  const [path, more] = pathsOf(placed, 1);
  if (programOf(command) !== 'chown' || !options.every(isKnownOption)) return undefined;
  if (!options.some((one) => /^-\w*R|^--recursive$/.test(one)) || command.redirected)
    return undefined;
  if (command.assignments.length > 0 || command.nested || plain.length !== 2) return undefined;
  return owner?.value !== undefined && path !== undefined && more === undefined
    ? { owner: owner.value, path, text: text.slice(command.start, command.end) }
    : undefined;
}

function isKnownOption(option: string): boolean {
  return /^-[Rvfh]+$|^--recursive$/.test(option);
}
