import { type Dockerfile, nodeTagOf, type Stage } from '../../src/dockerfile/index.js';
import { mentionsManager, startOf } from '../../src/command/index.js';
import { contextSources, type Project } from '../../src/project/index.js';
import { decline, type Declined, type Options } from '../../src/transform.js';
import { obstacleTo } from '../drop-npm/obstacles.js';
import { distrolessObstacle } from '../drop-npm/runtimes/distroless.js';
import type { Plan } from './plan/index.js';
import type { Prune } from './prune/index.js';
import type { Reason } from './reasons.js';

/** A stage that could be split, and what a split would do. */
interface Subject {
  readonly file: Dockerfile;
  readonly project: Project;
  readonly plan: Plan;
  readonly stage: Stage;
  readonly options: Options;
  readonly prune: () => Prune;
}

/** What there may be to leave behind beside the caches of a build (handbook B01 to B03), the dearest to tell last. */
export const gains: readonly Reason<Subject, true>[] = [
  { name: 'runtime', find: (subject) => needsBuilder(subject) || undefined },
  { name: 'secret', find: ({ stage }) => removesSecret(stage) || undefined },
  { name: 'compilers', find: ({ plan }) => plan.toolchain || undefined },
  { name: 'development dependencies', find: ({ prune }) => prune().lines.length > 0 || undefined },
];

/**
 * Such a runtime takes node, or the application, from a builder; where npm stays, so does the image,
 * and where the runtime stage itself installs by it.
 */
function needsBuilder({ file, stage, project, options, plan }: Subject): boolean {
  if (!/^(?:minimal|distroless)$/.test(options.runtime) || !options.transforms.includes('drop-npm'))
    return false;
  if (options.runtime === 'distroless' && distrolessObstacle(file, stage, project) !== undefined)
    return false;
  const start = startOf(project, stage, file.stages);
  return (
    obstacleTo(file, stage, start, project) === undefined &&
    !plan.repeats.some(({ run, text = run.argument }) => mentionsManager(text))
  );
}

/** What is copied and removed again is still in the layers of a single stage (handbook B67). */
function removesSecret({ instructions }: Stage): boolean {
  return (
    instructions.some(
      ({ keyword, argument }) => keyword === 'RUN' && /\brm\s[^;&|]*\.npmrc\b/.test(argument),
    ) &&
    instructions.some((one) => contextSources(one).some((source) => /(^|\/)\.npmrc$/.test(source)))
  );
}

/** On a small image with compilers that go along, a second stage is no smaller than the first. */
export function noGain({ compilers }: Plan, stage: Stage): Declined | undefined {
  return compilers && /^(?:alpine|slim)$/.test(nodeTagOf(stage)?.variant ?? '')
    ? decline(
        'split-stages/compilers-stay',
        compilers,
        'The container may need what this RUN installs, compilers included, so that a second stage would save next to nothing.',
        'Run slim-dockerfile where package.json lies, or let CMD start node itself; install compilers in a RUN of their own.',
      )
    : undefined;
}
