import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { applicationIn, contextSources, type Project } from '../../src/project/index.js';
import {
  caution,
  change,
  type Change,
  type Declined,
  defineTransform,
  type Finding,
  type Options,
  type Outcome,
} from '../../src/transform.js';
import { appRoot } from './app-root.js';
import { obstacleTo } from './obstacles.js';
import { inlined } from './onbuild/index.js';
import { programObstacle } from './programs.js';
import { rules } from './rules.js';
import { type Steps, stepsOf } from './run-steps.js';
import { splitStage } from './runtime-stage.js';
import { orderObstacle } from './settings.js';
import { pathObstacle } from './start-paths.js';

/** Turns one stage into a builder and a runtime stage. */
export const splitStages = defineTransform({
  name: 'split-stages',
  summary: 'builds in one stage and runs in another that gets only the application',
  rules,
  prepare: inlined,
  *run(file, project, options): Iterable<Outcome> {
    const [stage, second] = file.stages;
    if (!stage || second) return;
    const root = appRoot(file, stage);
    const folder = typeof root === 'string' ? root : '/';
    const steps = stepsOf(file, stage, project, folder);
    if (!isWorthIt(steps, stage, options)) return;
    const obstacle =
      obstacleTo(file, stage, project, options, folder) ??
      (typeof root === 'string' ? undefined : root);
    yield (
      obstacle ??
      lateObstacle(file, stage, project, options, folder, steps) ??
      split(file, stage, folder, project, steps)
    );
  },
});

function lateObstacle(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  root: string,
  steps: Steps,
): Declined | undefined {
  return (
    steps.obstacle ??
    orderObstacle(stage) ??
    programObstacle(file, stage, project, options, steps.left) ??
    pathObstacle(stage, root)
  );
}

function wantsMinimal({ runtime, transforms }: Options): boolean {
  return runtime === 'minimal' && transforms.includes('drop-npm');
}

/** A build, tools that only a build needs, or a secret: something to leave behind (handbook B01 to B03). */
function isWorthIt({ builds, toolchain }: Steps, stage: Stage, options: Options): boolean {
  const secret = stage.instructions.some((one) =>
    contextSources(one).some((source) => /(^|\/)\.npmrc$/.test(source)),
  );
  return builds || toolchain || secret || wantsMinimal(options);
}

function split(
  file: Dockerfile,
  stage: Stage,
  root: string,
  project: Project,
  { packages }: Steps,
): Change {
  const { edits, effect } = splitStage(file, stage, root, packages);
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const cautions: Finding[] = [];
  if (manifest && manifest.devDependencies.size > 0)
    cautions.push(
      caution(
        'split-stages/no-prune',
        stage.from,
        `The development dependencies of ${manifest.path} (${manifest.devDependencies.size}) go into the runtime stage, too: none is removed yet.`,
      ),
    );
  return change(
    'split-stages/runtime-stage',
    stage.from,
    `The image runs from a stage that gets ${root} and leaves the build behind.`,
    edits,
    effect,
    cautions,
  );
}
