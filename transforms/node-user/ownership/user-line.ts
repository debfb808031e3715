import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { between, cased, indentOf } from '../../../src/layout/index.js';
import { insert } from '../../../src/transform.js';
import type { Written } from './owner-edits.js';

const steps = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The last instruction that makes files or folders, and so needs root. */
export function lastStep(stage: Stage): Instruction {
  return stage.instructions.findLast(({ keyword }) => steps.has(keyword)) ?? stage.from;
}

/** `USER node` below everything that needs root, above the ENTRYPOINT or CMD after it (D10, D17). */
export function userLine(file: Dockerfile, stage: Stage, user: string): Written {
  const text = `${cased(file, 'USER')} ${user}`;
  const command = startAfter(stage, lastStep(stage));
  const gap = between(file);
  if (!command) {
    const last = stage.instructions.at(-1) ?? stage.from;
    return { text, edit: insert(last.end, `${gap}${indentOf(file, last)}${text}`) };
  }
  const at = command.comments[0]?.start ?? command.start;
  return { text, edit: insert(at, `${text}${gap}${indentOf(file, command)}`) };
}

/** The first ENTRYPOINT or CMD below a step. */
export function startAfter(stage: Stage, step: Instruction): Instruction | undefined {
  return stage.instructions.find(
    ({ keyword, start }) => start > step.start && /^(?:CMD|ENTRYPOINT)$/.test(keyword),
  );
}
