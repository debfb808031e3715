import { posix } from 'node:path';
import { chainOf, type Dockerfile, type Stage } from '../dockerfile/index.js';
import { rememberedFor, rememberedForGood } from '../memo.js';
import { isWithin, withoutSlash } from '../path-folders.js';
import { type Copy, copyAt, type Project } from '../project/index.js';
import { carriedOptions } from './install-words.js';
import { type ModulesStep, stepsOfRun } from './modules-steps.js';

/** Stages that copy from stages: deeper than this, nobody looks. */
const deepest = 4;

/**
 * Every step on the node_modules of a stage, in order: its own, those of the stages that it goes on
 * from, and what it copies from others.
 */
export function modulesSteps(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  depth = 0,
): readonly ModulesStep[] {
  return stepsAtDepth(project)(file)[depth]?.(stage) ?? [];
}

/** A stage may copy from another one many times, and that one from a third as often. */
const stepsAtDepth = rememberedForGood((project: Project) =>
  rememberedFor((file: Dockerfile) =>
    Array.from({ length: deepest + 1 }, (_, depth) =>
      rememberedFor((stage: Stage) => collected(file, stage, project, depth)),
    ),
  ),
);

function collected(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  depth: number,
): readonly ModulesStep[] {
  return chainOf(stage).flatMap((one) =>
    one.instructions.flatMap(({ keyword }, index) => {
      if (keyword === 'RUN') return stepsOfRun(file, one, index, project);
      return keyword === 'COPY' ? copiedSteps(file, one, index, project, depth) : [];
    }),
  );
}

/** The step that counts for each folder; a later one undoes those before it. */
export function lastSteps(steps: readonly ModulesStep[]): ReadonlyMap<string, ModulesStep> {
  const last = new Map<string, ModulesStep>();
  for (const step of steps) {
    if (step.folder === undefined) continue;
    if (step.kind === 'folder removal') {
      for (const folder of last.keys()) if (isWithin(folder, step.folder)) last.delete(folder);
      continue;
    }
    const before = last.get(step.folder);
    const either = before !== undefined && isAnotherWay(step, before);
    last.set(step.folder, either ? { ...step, conditional: false } : step);
  }
  return last;
}

/** `npm ci || npm install`: whether the second one ran or not, what is there was installed in the same way. */
function isAnotherWay(step: ModulesStep, before: ModulesStep): boolean {
  return (
    step.conditional &&
    !before.conditional &&
    wayOf(step) === wayOf(before) &&
    step.packages.length === 0
  );
}

function wayOf({ kind, manager, program, development, packages, words, stage, from }: ModulesStep) {
  const options = carriedOptions(words).toSorted().join(' ');
  const place = `${stage.index} ${from?.stage.index ?? ''}`;
  return [kind, manager, program, development, packages.length, options, place].join('\n');
}

function copiedSteps(
  file: Dockerfile,
  stage: Stage,
  index: number,
  project: Project,
  depth: number,
): readonly ModulesStep[] {
  const copy = copyAt(stage, index, file.stages);
  const from = copy?.stage;
  if (!from || depth >= deepest) return [];
  const steps = lastSteps(modulesSteps(file, from, project, depth + 1));
  return [...steps].flatMap(([folder, step]) => {
    const arrived = destinationIn(copy, posix.join(folder, 'node_modules'));
    return step.kind === 'removal' || arrived === undefined
      ? []
      : [{ ...step, stage, index, folder: posix.dirname(arrived), from: { stage: from, folder } }];
  });
}

/** Where a COPY puts the node_modules of another stage, if it takes them along. */
function destinationIn({ sources, destination }: Copy, modules: string): string | undefined {
  const source = sources
    .map((one) => posix.resolve('/', one))
    .find((one) => isWithin(modules, one));
  if (source === undefined) return undefined;
  const path = withoutSlash(posix.join(destination, posix.relative(source, modules)));
  return posix.basename(path) === 'node_modules' ? path : undefined;
}
