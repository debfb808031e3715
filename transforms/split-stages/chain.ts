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

/** What a stage leaves in the image, as far as a chain of stages asks. */
export interface Leavings {
  /** Whether it builds or installs what only a build needs. */
  readonly builds: (stage: Stage) => boolean;
  /** Whether development dependencies are in its node_modules in the end. */
  readonly develops: (stage: Stage) => boolean;
}

/**
 * A last stage that goes on from another one is one history with it (handbook B05): what builds
 * there is in the image, whatever is copied over it.
 */
export function chainObstacle(
  { stages }: Dockerfile,
  { builds, develops }: Leavings,
): Declined | undefined {
  const last = stages.at(-1);
  if (!last?.base) return undefined;
  const below = last.base.name ?? String(last.base.index);
  const chain = chainOf(last);
  const mixed = chain.some(({ sources, base }) => sources.some((one) => one !== base));
  if (!mixed && chain.some(builds))
    return chained(
      last,
      `so that what builds there is in the image, too.`,
      `Begin it with FROM ${chain[0]?.image.text} and copy from "${below}" what the container needs.`,
    );
  return develops(last.base)
    ? chained(
        last,
        'so that the development dependencies that are installed there are in the image, too.',
        'Install them in the stage that builds, and let this one go on from a stage without them.',
      )
    : undefined;
}

function chained({ base, from }: Stage, because: string, advice: string): Declined {
  const below = base?.name ?? String(base?.index);
  return decline(
    'split-stages/chain-of-stages',
    from,
    `This stage goes on from "${below}", ${because}`,
    advice,
  );
}
