import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { onDemand } from '../../src/memo.js';
import type { Project } from '../../src/project/index.js';
import {
  change,
  type Change,
  defineTransform,
  type Options,
  type Outcome,
} from '../../src/transform.js';
import { chainObstacle, splittable } from './obstacles/chain.js';
import { checks } from './obstacles/index.js';
import { goOutcome, isGo } from './go/index.js';
import { inlined } from './onbuild/index.js';
import { type Places, placesOf } from './places/index.js';
import { type Plan, planOf } from './plan/index.js';
import { outputAlone } from './output-alone/index.js';
import { nothingToPrune, type Prune, pruneOf } from './prune/index.js';
import { installedIn } from './prune/installed.js';
import { firstOf } from './reasons.js';
import { rules } from './rules.js';
import { splitStage } from './runtime-stage/index.js';
import { stagedOutcomes } from './staged/index.js';
import { staticOutcome } from './static/index.js';
import { gains } from './worth.js';

/** Turns one stage into a builder and a runtime stage. */
export const splitStages = defineTransform({
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
      yield* stagedOutcomes(file, project, options);
    } else if (file.stages.length === 1 && isGo(stage))
      yield goOutcome(file, stage, project, options);
    else yield* applicationSplit(file, stage, project, options);
  },
});

function* applicationSplit(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): Iterable<Outcome> {
  const asks = options.static === 'nginx' && file.stages.length === 1;
  const site = asks ? staticOutcome(file, stage, project) : undefined;
  if (site) yield site;
  if (site?.outcome === 'changed') return;
  const places = placesOf(file, stage, project);
  const known = 'root' in places ? places : nowhere;
  const plan = planOf(file, stage, project, options, known);
  const part = onDemand(() => outputAlone(file, stage, project, known.root));
  const prune = onDemand(() =>
    part() === undefined ? pruneOf(file, stage, project, options) : nothingToPrune,
  );
  const leaves = onDemand(
    () => firstOf(gains, { file, project, plan, stage, options, prune }) ?? false,
  );
  if (!plan.builds && !leaves()) return;
  const subject = { file, stage, project, options, places, root: known.root, plan, leaves };
  yield (
    firstOf(checks, subject) ??
    split(file, stage, { ...known, root: part() ?? known.root }, plan, prune())
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
