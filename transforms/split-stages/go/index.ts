import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import {
  caution,
  change,
  type Finding,
  type Options,
  type Outcome,
} from '../../../src/transform.js';
import { onOtherImage } from '../runtime-stage/other-image.js';
import { shellObstacle, variableObstacle } from '../runtime-stage/settings.js';
import { buildsOf } from './builds.js';
import { type GoPlan, planOf } from './plan.js';
import { runtimeStage } from './runtime-stage.js';
import { shellLost } from './shell-form.js';

/** Whether a stage is built on the official golang image. */
export function isGo({ official }: Stage): boolean {
  return official === 'golang';
}

/** Gives a Go program a runtime stage without its toolchain (handbook F.3). */
export function goOutcome(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): Outcome {
  const builds = buildsOf(file, stage, project);
  const plan = planOf(file, stage, project, options, builds);
  if ('outcome' in plan) return plan;
  const order = variableObstacle(stage) ?? shellObstacle(stage);
  if (order) return order;
  const shell = shellLost(stage, plan.start);
  if (shell && 'outcome' in shell) return shell;
  const { edits, effect } = onOtherImage(file, stage, runtimeStage(file, stage, plan));
  const what =
    plan.folder === undefined ? 'the compiled program' : `${plan.folder} with the program`;
  return change(
    'split-stages/go-runtime-stage',
    stage.from,
    `The image runs from ${plan.runtime.image}, which gets ${what} and leaves the Go toolchain behind.`,
    edits,
    shell ? { ...effect, shell } : effect,
    cautionsOn(stage, plan),
  );
}

function cautionsOn({ from }: Stage, { runtime, sources }: GoPlan): Finding[] {
  const found: Finding[] = [];
  if (runtime.needsC !== undefined)
    found.push(
      caution(
        'split-stages/cgo',
        from,
        `This program uses cgo (${runtime.needsC}), so it stays with glibc on ${runtime.image}.`,
      ),
    );
  if (runtime.without.length > 0)
    found.push(
      caution(
        'split-stages/cgo-off',
        from,
        `The program is compiled without cgo now: Go itself looks up hosts and users, and no source${modulesOf(sources)} is known to need C.`,
        { advice: 'Check that the program still builds and its modules do what they did.' },
      ),
    );
  if (runtime.hasShell !== undefined)
    found.push(
      caution(
        'split-stages/go-distroless',
        from,
        `The image is ${runtime.image} instead of a distroless one: ${runtime.hasShell}.`,
      ),
    );
  if (!sources)
    found.push(
      caution(
        'split-stages/go-sources',
        from,
        'The Go sources are not known: whether the program starts other programs could not be checked.',
      ),
    );
  return found;
}

function modulesOf(sources: GoPlan['sources']): string {
  const count = sources?.modules.length ?? 0;
  return count === 0 ? '' : ` and none of its ${count} modules`;
}
