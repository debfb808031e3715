import { chainOf, type Dockerfile, type Stage } from '../../../src/dockerfile/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { firstOf, type Reason } from '../reasons.js';

/**
 * The stage that a split may take apart: the only one, or the last of several when it stands on an
 * image of its own and copies from no other stage (handbook B04).
 */
export function splittable({ stages }: Dockerfile): Stage | undefined {
  const last = stages.at(-1);
  return last && !last.base && last.sources.length === 0 ? last : undefined;
}

/** What a stage leaves in the image, as far as a chain of stages asks. */
interface Leavings {
  /** Whether it builds or installs what only a build needs. */
  readonly builds: (stage: Stage) => boolean;
  /** Whether development dependencies are in its node_modules in the end. */
  readonly develops: (stage: Stage) => boolean;
}

/** A last stage that goes on from another one. */
interface Subject extends Leavings {
  readonly last: Stage;
  readonly base: Stage;
}

/** What is in the image because a stage below the last one left it there. */
export const inherited: readonly Reason<Subject, Declined>[] = [
  {
    name: 'build below',
    find: ({ last, base, builds }) => {
      const chain = chainOf(last);
      const mixed = chain.some((one) => one.sources.some((source) => source !== one.base));
      if (mixed || !chain.some(builds)) return undefined;
      return chained(
        last,
        `so that what builds there is in the image, too.`,
        `Begin it with FROM ${chain[0]?.image.text} and copy from "${nameOf(base)}" what the container needs.`,
      );
    },
  },
  {
    name: 'development dependencies below',
    find: ({ last, base, develops }) =>
      develops(base)
        ? chained(
            last,
            'so that the development dependencies that are installed there are in the image, too.',
            'Install them in the stage that builds, and let this one go on from a stage without them.',
          )
        : undefined,
  },
];

/**
 * A last stage that goes on from another one is one history with it (handbook B05): what builds
 * there is in the image, whatever is copied over it.
 */
export function chainObstacle({ stages }: Dockerfile, leavings: Leavings): Declined | undefined {
  const last = stages.at(-1);
  return last?.base && firstOf(inherited, { ...leavings, last, base: last.base });
}

function nameOf({ name, index }: Stage): string {
  return name ?? String(index);
}

function chained({ base, from }: Stage, because: string, advice: string): Declined {
  return decline(
    'split-stages/chain-of-stages',
    from,
    `This stage goes on from "${base && nameOf(base)}", ${because}`,
    advice,
  );
}
