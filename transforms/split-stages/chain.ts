import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import { type Declined, decline } from '../../src/transform.js';

/**
 * The stage that a split may take apart: the only one, or the last of several when it stands on an
 * image of its own and copies from no other stage (handbook B04).
 */
export function splittable({ stages }: Dockerfile): Stage | undefined {
  const last = stages.at(-1);
  return last && !last.base && last.sources.length === 0 ? last : undefined;
}

/**
 * A last stage that goes on from another one, without copying from a third, is one history with it
 * (handbook B05): what builds there is in the image.
 *
 * @param builds whether a stage builds or installs what only a build needs
 */
export function chainObstacle(
  { stages }: Dockerfile,
  builds: (stage: Stage) => boolean,
): Declined | undefined {
  const last = stages.at(-1);
  if (!last?.base) return undefined;
  const chain = chainOf(last);
  if (chain.some(({ sources, base }) => sources.some((one) => one !== base))) return undefined;
  if (!chain.some(builds)) return undefined;
  const below = last.base.name ?? String(last.base.index);
  return decline(
    'split-stages/chain-of-stages',
    last.from,
    `This stage goes on from "${below}", so that what builds there is in the image, too.`,
    `Begin it with FROM ${chain[0]?.image.text} and copy from "${below}" what the container needs.`,
  );
}
