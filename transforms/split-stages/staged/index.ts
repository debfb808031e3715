import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { endOfStep, indentOf, lineEnding } from '../../../src/layout/index.js';
import type { Project } from '../../../src/project/index.js';
import {
  change,
  decline,
  type Declined,
  insert,
  type Options,
  type Outcome,
} from '../../../src/transform.js';
import {
  developmentCommand,
  developmentScript,
  mountedSources,
  noCommand,
} from '../obstacles/stages.js';
import { type Prune, pruneOf } from '../prune/index.js';
import { firstOf, type Reason } from '../reasons.js';
import { lastStepIndex } from '../runtime-stage/settings.js';
import { nameOf, otherUses } from './other-uses.js';
import { type Received, receivedBy } from './received.js';

/**
 * A file that has a builder already gets no other stage: development dependencies that the last
 * stage copies are removed in the stage that they come from (handbook B04).
 */
export function* stagedOutcomes(
  file: Dockerfile,
  project: Project,
  options: Options,
): Iterable<Outcome> {
  // Where no package.json is known, nothing can be removed.
  if (project.context === undefined) return;
  const last = file.stages.at(-1) as Stage;
  const received = receivedBy(file, last, project);
  for (const from of new Set(received.map((one) => one.from)))
    yield* prunedStage(
      file,
      last,
      received.filter((one) => one.from === from),
      project,
      options,
    );
}

function* prunedStage(
  file: Dockerfile,
  last: Stage,
  received: readonly Received[],
  project: Project,
  options: Options,
): Iterable<Outcome> {
  const { from } = received[0] as Received;
  const folders = new Set(received.map(({ folder }) => folder));
  const prune = pruneOf(file, from, project, options, { runtime: last, folders });
  if (prune.lines.length === 0 && prune.cautions.length === 0) return;
  const obstacle = firstOf(developmentImages, { file, stage: last, project });
  if (obstacle) {
    yield obstacle;
    return;
  }
  const use = received
    .map((one) => firstOf(otherUses, { file, last, received: one, project }))
    .find(Boolean);
  if (use !== undefined) yield usedElsewhere(received, use);
  else yield* pruned(file, last, from, prune);
}

/** The stage that runs, and the file around it. */
interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
}

/** What starts for development, or nobody knows how, may need whatever was installed (handbook B06). */
export const developmentImages: readonly Reason<Subject, Declined>[] = [
  { name: 'command', find: ({ file, stage, project }) => noCommand(file, stage, project) },
  {
    name: 'development script',
    find: ({ file, stage, project }) => developmentScript(file, stage, project),
  },
  { name: 'development command', find: ({ stage }) => developmentCommand(stage) },
  { name: 'mounted sources', find: ({ stage, project }) => mountedSources(stage, project) },
];

function usedElsewhere([one]: readonly Received[], because: string): Declined {
  const { at, from } = one as Received;
  return decline(
    'split-stages/no-prune',
    at,
    `The development dependencies of ${nameOf(from)} stay in the image: ${because}`,
    'Install what the container needs in a stage of its own, without development dependencies, and copy from that.',
  );
}

function* pruned(
  file: Dockerfile,
  last: Stage,
  from: Stage,
  { lines, cautions }: Prune,
): Iterable<Outcome> {
  for (const { rule, at, because, advice } of cautions) yield decline(rule, at, because, advice);
  if (lines.length === 0) return;
  const step = from.instructions[lastStepIndex(from)] ?? from.from;
  const before = `${lineEnding(file.text)}${indentOf(file, step)}`;
  yield change(
    'split-stages/pruned-stage',
    from.from,
    `Development dependencies are removed in ${nameOf(from)} before ${nameOf(last)} copies from it.`,
    [insert(endOfStep(file, step), lines.map((line) => `${before}${line}`).join(''))],
    { writes: lines },
  );
}
