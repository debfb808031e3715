import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { applicationIn, contextSources, type Project } from '../../src/project/index.js';
import { caution, change, type Change, type Declined, defineTransform, type Finding, type Options, type Outcome } from '../../src/transform.js';
import { appRoot } from './app-root.js';
import { obstacleTo, programObstacle } from './obstacles.js';
import { rules } from './rules.js';
import { type Steps, stepsOf } from './run-steps.js';
import { splitStage } from './runtime-stage.js';

/** Turns one stage into a builder and a runtime stage. */
export const splitStages = defineTransform({
  name: 'split-stages',
  summary: 'builds in one stage and runs in another that gets only the application',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const [stage, second] = file.stages;
    if (!stage || second) return;
    const manifest = applicationIn(project, stage, file.stages)?.manifest;
    const root = appRoot(file, stage);
    const steps = stepsOf(stage, typeof root === 'string' ? root : '/', manifest);
    if (!isWorthIt(steps, stage, options)) return;
    const obstacle = obstacleTo(file, stage, project, options) ?? (typeof root === 'string' ? steps.obstacle : root);
    if (obstacle || typeof root !== 'string') yield obstacle ?? (root as Declined);
    else yield programObstacle(file, stage, project, options, steps.globals) ?? split(file, stage, root, project, steps);
  },
});

function wantsMinimal({ runtime, transforms }: Options): boolean {
  return runtime === 'minimal' && transforms.includes('drop-npm');
}

/** A build, tools that only a build needs, or a secret: something to leave behind (handbook B01 to B03). */
function isWorthIt({ builds, toolchain }: Steps, stage: Stage, options: Options): boolean {
  const secret = stage.instructions.some((one) => contextSources(one).some((source) => /(^|\/)\.npmrc$/.test(source)));
  return builds || toolchain || secret || wantsMinimal(options);
}

function split(file: Dockerfile, stage: Stage, root: string, project: Project, { packages }: Steps): Change {
  const { edits, effect } = splitStage(file, stage, root, packages);
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const cautions: Finding[] = [];
  if (manifest && manifest.devDependencies.size > 0)
    cautions.push(caution('split-stages/no-prune', stage.from, `The ${manifest.devDependencies.size} development dependencies of ${manifest.path} go into the runtime stage, too: none is removed yet.`));
  return change('split-stages/runtime-stage', stage.from, `The image runs from a stage that gets ${root} and leaves the build behind.`, edits, effect, cautions);
}
