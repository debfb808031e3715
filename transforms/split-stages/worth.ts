import type { Stage } from '../../src/dockerfile/index.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { contextSources } from '../../src/project/index.js';
import { decline, type Declined, type Options } from '../../src/transform.js';
import type { Plan } from './plan.js';
import type { Prune } from './prune/index.js';

/** Such a runtime takes node, or the application, from a builder. */
function needsBuilder({ runtime, transforms }: Options): boolean {
  return ['minimal', 'distroless'].includes(runtime) && transforms.includes('drop-npm');
}

/** Whether there is more to leave behind than caches of a build (handbook B01 to B03). */
export function leavesMuch(
  { toolchain }: Plan,
  stage: Stage,
  options: Options,
  { lines }: Prune,
): boolean {
  return toolchain || lines.length > 0 || removesSecret(stage) || needsBuilder(options);
}

/** What is copied and removed again is still in the layers of a single stage (handbook B67). */
function removesSecret({ instructions }: Stage): boolean {
  return (
    instructions.some((one) =>
      contextSources(one).some((source) => /(^|\/)\.npmrc$/.test(source)),
    ) &&
    instructions.some(
      ({ keyword, argument }) => keyword === 'RUN' && /\brm\s[^;&|]*\.npmrc\b/.test(argument),
    )
  );
}

/** On a small image with compilers that go along, a second stage is no smaller than the first. */
export function noGain({ compilers }: Plan, { image, resolvedImage }: Stage): Declined | undefined {
  const tag = nodeTag((resolvedImage ?? image).tag ?? '');
  return compilers && /^(?:alpine|slim)$/.test(tag?.variant ?? '')
    ? decline(
        'split-stages/compilers-stay',
        compilers,
        'The container may need what this RUN installs, compilers included, so that a second stage would save next to nothing.',
        'Run slim-dockerfile where package.json lies, or let CMD start node itself; install compilers in a RUN of their own.',
      )
    : undefined;
}
