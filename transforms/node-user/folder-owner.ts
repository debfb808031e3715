import { posix } from 'node:path';
import { environmentAt } from '../../src/dockerfile/index.js';
import { rememberedFor } from '../../src/memo.js';
import { type Copy, fromContext, isIgnored, originThrough } from '../../src/project/index.js';
import type { Facts } from './file-facts.js';
import { isSystem, isWithin, type Step } from './folders.js';
import { copiesForNode, isGiven } from './given.js';

/**
 * Whether a folder is node's in the end: a chown of the author's gave it, or a COPY for node
 * created it. A COPY into a folder that was there before leaves its owner alone (handbook A68).
 */
export function isOwned(facts: Facts, giving: readonly Copy[], path: string): boolean {
  const place = facts.steps.findIndex((step, at) => creates(facts, step, at, path));
  if (isGiven(facts.givenBefore, path, Math.max(place, 0))) return true;
  const maker = facts.copies.find((copy) => copy.place === place);
  // A folder of the system or of the image was there before, whoever fills it first.
  if (
    !maker ||
    isSystem(path) ||
    facts.steps[0]?.environment.workdir === path ||
    maker.step.stage !== facts.stage ||
    maker.instruction.flags.some(({ name }) => name === 'link')
  )
    return false;
  return (
    copiesForNode(maker.instruction, facts.account) ||
    giving.some(({ instruction }) => instruction === maker.instruction)
  );
}

/** Whether a step makes a folder that was not there before, itself or one below it. */
function creates(facts: Facts, step: Step, place: number, path: string): boolean {
  const { instruction } = step;
  if (instruction.keyword === 'RUN')
    return (
      instruction.line.joined.text.includes(path) ||
      madeAt(facts)
        .get(place)
        ?.some((made) => isWithin(made, path)) === true
    );
  if (instruction.keyword === 'WORKDIR') {
    const after = workdirAfter(step);
    return after === undefined || isWithin(after, path);
  }
  const copy = facts.copies.find((one) => one.step.instruction === instruction);
  if (copy === undefined || isWithin(copy.destination, path)) return copy !== undefined;
  return brings(facts, copy, path);
}

/** The folders that a RUN makes, by its place: each folder asks each step. */
const madeAt = rememberedFor(({ made }: Facts) => {
  const paths = new Map<number, string[]>();
  for (const { path, place } of made) paths.set(place, [...(paths.get(place) ?? []), path]);
  return paths;
});

/** What a COPY brings has folders in it: WORKDIR finds them there. */
function brings({ project, stages }: Facts, copy: Copy, path: string): boolean {
  if (isWorkedIn(copy, path)) return true;
  const origin = originThrough(project, copy, stages, path);
  return origin !== undefined && !isIgnored(project, fromContext(project, origin));
}

/** Whether the stage that a COPY takes a folder from worked in the one that becomes a path. */
function isWorkedIn({ stage, sources, destination }: Copy, path: string): boolean {
  const [source, ...others] = sources;
  if (!stage || source === undefined || others.length > 0 || !isWithin(path, destination))
    return false;
  const there = posix.join('/', source, path.slice(destination.length));
  return stage.instructions.some(
    ({ keyword }, index) =>
      keyword === 'WORKDIR' && environmentAt(stage, index + 1).workdir === there,
  );
}

function workdirAfter({ stage, index }: Step): string | undefined {
  return environmentAt(stage, index + 1).workdir;
}
