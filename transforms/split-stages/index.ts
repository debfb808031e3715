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
    if (!stage || second || !mayGain(stage, options)) return;
    yield* splitOf(file, stage, project, options);
  },
});

/** A file without steps has nothing to leave behind; a minimal runtime needs a stage of its own. */
function mayGain(stage: Stage, options: Options): boolean {
  return wantsMinimal(options) || stage.instructions.some(({ keyword }) => keyword === 'RUN');
}

function wantsMinimal({ runtime, transforms }: Options): boolean {
  return runtime === 'minimal' && transforms.includes('drop-npm');
}

function* splitOf(file: Dockerfile, stage: Stage, project: Project, options: Options): Iterable<Outcome> {
  const obstacle = obstacleTo(file, stage, project, options);
  if (obstacle) return yield obstacle;
  const root = appRoot(file, stage);
  if (typeof root !== 'string') return yield root;
  const application = applicationIn(project, stage, file.stages);
  const steps = stepsOf(stage, root, application?.manifest);
  if ('outcome' in steps) return yield steps;
  if (!isWorthIt(steps, stage, options)) return;
  yield programObstacle(file, stage, project, options, steps.globals) ?? split(file, stage, root, project);
}

/** A build, tools that only a build needs, or a secret: something to leave behind (handbook B01 to B03). */
function isWorthIt({ build, toolchain }: Steps, stage: Stage, options: Options): boolean {
  const secret = stage.instructions.some((one) => contextSources(one).some((source) => /(^|\/)\.npmrc$/.test(source)));
  return build !== undefined || toolchain !== undefined || secret || wantsMinimal(options);
}

function split(file: Dockerfile, stage: Stage, root: string, project: Project): Change | Declined {
  const { edits, effect } = splitStage(file, stage, root);
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const cautions: Finding[] = [];
  if (manifest && manifest.devDependencies.size > 0)
    cautions.push(caution('split-stages/no-prune', stage.from, `The ${manifest.devDependencies.size} development dependencies of ${manifest.path} go into the runtime stage, too: none is removed yet.`));
  return change('split-stages/runtime-stage', stage.from, `The image runs from a stage that gets ${root} and leaves the build behind.`, edits, effect, cautions);
}
