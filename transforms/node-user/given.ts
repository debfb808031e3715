import type { Instruction } from '../../src/dockerfile/index.js';
import { programOf } from '../../src/shell/index.js';
import { isWithin, type Step } from './folders.js';
import { pathsOf, placedCommands } from './run-commands.js';

const nodeOwner = /^(?:node|1000)(?::(?:node|1000)?)?$/;

/** A chown of the author's that gives something to node. */
export interface Given {
  readonly place: number;
  readonly path: string;
  readonly recursive: boolean;
}

/** What the RUNs of a stage give to node already. */
export function givenBefore(steps: readonly Step[]): Given[] {
  return steps.flatMap((step, place) =>
    (placedCommands(step) ?? []).flatMap((placed) => {
      const { words } = placed.command;
      const owner = words.slice(1).find(({ text }) => !text.startsWith('-'));
      if (programOf(placed.command) !== 'chown' || !nodeOwner.test(owner?.value ?? '')) return [];
      const recursive = words.some(({ text }) => /^(?:-\w*R\w*|--recursive)$/.test(text));
      return pathsOf(placed, 1).map((path) => ({ place, path, recursive }));
    }),
  );
}

/** Whether a path that a step makes is given to node by that step or a later one. */
export function isGiven(given: readonly Given[], path: string, place: number): boolean {
  return given.some(
    (one) =>
      one.place >= place && (one.path === path || (one.recursive && isWithin(path, one.path))),
  );
}

/** Whether everything below a path that a step makes is given to node by a later one. */
export function isWhollyGiven(given: readonly Given[], path: string, place: number): boolean {
  return given.some((one) => one.recursive && one.place >= place && isWithin(path, one.path));
}

/** Whether a COPY gives what it copies to node. */
export function copiesForNode({ flags }: Instruction): boolean {
  return flags.some(({ name, value = '' }) => name === 'chown' && nodeOwner.test(value));
}
