import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { cased, lineAbove, lineBelow, type WrittenLine } from '../../../src/layout/index.js';

const steps = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The last instruction that makes files or folders, and so needs root. */
export function lastStep(stage: Stage): Instruction {
  return stage.instructions.findLast(({ keyword }) => steps.has(keyword)) ?? stage.from;
}

/** `USER node` below everything that needs root, above the ENTRYPOINT or CMD after it (D10, D17). */
export function userLine(file: Dockerfile, stage: Stage, user: string): WrittenLine {
  const text = `${cased(file, 'USER')} ${user}`;
  const command = startAfter(stage, lastStep(stage));
  return command
    ? lineAbove(file, command, text)
    : lineBelow(file, stage.instructions.at(-1) ?? stage.from, text);
}

/** The first ENTRYPOINT or CMD below a step. */
export function startAfter(stage: Stage, step: Instruction): Instruction | undefined {
  return stage.instructions.find(
    ({ keyword, start }) => start > step.start && /^(?:CMD|ENTRYPOINT)$/.test(keyword),
  );
}
