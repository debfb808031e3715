import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import {
  change,
  type Change,
  defineTransform,
  type Options,
  type Outcome,
  type Transform,
} from '../../src/transform.js';
import { chainObstacle, splittable } from './chain.js';
import { type Check, checks, firstObstacle } from './checks.js';
import { goOutcome, isGo } from './go/index.js';
import { inlined } from './onbuild/index.js';
import { type Places, placesOf } from './places.js';
import { type Plan, planOf } from './plan.js';
import { type Prune, pruneOf } from './prune/index.js';
import { installedIn } from './prune/installed.js';
import { rules } from './rules.js';
import { splitStage } from './runtime-stage.js';
import { stagedOutcomes } from './staged/index.js';
import { staticOutcome } from './static/index.js';
import { leavesMuch, noGain } from './worth.js';

/** Turns one stage into a builder and a runtime stage. */
export const splitStages = splittingBy(checks);

/** The transform with some of its checks: a test leaves out one after another. */
export function splittingBy(all: readonly Check[]): Transform {
  return defineTransform({
    name: 'split-stages',
    summary: 'builds in one stage and runs in another that gets only the application',
    rules,
    prepare: inlined,
    *run(file, project, options): Iterable<Outcome> {
      const stage = splittable(file);
      if (!stage) {
        const chain = chainObstacle(file, {
          builds: (one) => leavesSomething(file, one, project, options),
          develops: (one) => installedIn(file, one, project).length > 0,
        });
        if (chain) yield chain;
        yield* stagedOutcomes(file, project);
      } else if (file.stages.length === 1 && isGo(stage))
        yield goOutcome(file, stage, project, options);
      else yield* applicationSplit(file, stage, project, options, all);
    },
  });
}

function* applicationSplit(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  all: readonly Check[],
): Iterable<Outcome> {
  const asks = options.static === 'nginx' && file.stages.length === 1;
  const site = asks ? staticOutcome(file, stage, project) : undefined;
  if (site) yield site;
  if (site?.outcome === 'changed') return;
  const places = placesOf(file, stage, project);
  const known = 'root' in places ? places : nowhere;
  const plan = planOf(file, stage, project, options, known);
  const prune = pruneOf(file, stage, project);
  const much = leavesMuch(plan, stage, options, prune);
  if (!much && !plan.builds) return;
  const subject = { file, stage, project, options, places, root: known.root, plan };
  yield (
    firstObstacle(all, subject) ??
    (much ? undefined : noGain(plan, stage)) ??
    split(file, stage, known, plan, prune)
  );
}

/** Whether a stage builds or installs what only a build needs. */
function leavesSomething(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): boolean {
  const places = placesOf(file, stage, project);
  const known = 'root' in places ? places : nowhere;
  const { builds, toolchain } = planOf(file, stage, project, options, known);
  return builds || toolchain;
}

/** Stands for an application whose folder can't be told. */
const nowhere: Places = { root: '/', carried: [], scratch: [], foreign: [] };

function split(
  file: Dockerfile,
  stage: Stage,
  places: Places,
  { repeats, carried }: Plan,
  { lines, cautions }: Prune,
): Change {
  const { root, foreign } = places;
  const gets = { root, foreign, repeats, carried, lastSteps: lines };
  const { edits, effect } = splitStage(file, stage, gets);
  return change(
    'split-stages/runtime-stage',
    stage.from,
    `The image runs from a stage that gets ${root} and leaves the build behind.`,
    edits,
    effect,
    cautions,
  );
}
