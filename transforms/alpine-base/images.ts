import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import type { Edit } from '../../src/edits.js';
import { chainOf } from '../../src/image-state.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { alpineTwin, slimTwin } from '../../src/knowledge/node-twins.js';
import { decline, type Declined, type Effect, replace } from '../../src/transform.js';
import type { Target } from './move.js';

/** How a FROM, or the ARG behind it, gets another tag. */
export interface Swap {
  readonly stage: Stage;
  /** The tag before and after, with the defaults of build arguments filled in. */
  readonly before: string;
  readonly after: string;
  readonly assumed: boolean;
  /** What to say of the build argument that holds the version or the registry, if one does. */
  readonly argument?: string;
  readonly edits: readonly Edit[];
  readonly effect: Effect;
}

/** What a swap edits. */
export type Rewriting = Pick<Swap, 'edits' | 'effect' | 'argument'>;

/** What a stage is built on: node on Debian (to be moved), node on Alpine, another image, a stage. */
export function baseKind(stage: Stage): 'debian' | 'alpine' | 'foreign' | 'stage' {
  if (stage.base) return 'stage';
  const image = stage.resolvedImage ?? stage.image;
  if (stage.official !== 'node') return 'foreign';
  const known = nodeTag(image.tag ?? 'latest');
  return known?.variant === 'alpine' || /alpine/.test(image.tag ?? '') ? 'alpine' : 'debian';
}

/** The stage that names the image of a chain of stages. */
export function rootOf(stage: Stage): Stage {
  return stage.base ? rootOf(stage.base) : stage;
}

/** What a stage needs for a move: a digest, a variable or an unknown tag is in the way (C.2). */
export interface Twins {
  readonly before: string;
  readonly after: string;
  readonly assumed: boolean;
}

/** The tags before and after, or the reason why there is none. */
export function twinsOf(stage: Stage, target: Target): Twins | Declined {
  const { image, from, resolvedImage } = stage;
  if (image.digest !== undefined || resolvedImage?.digest !== undefined)
    return decline(
      'alpine-base/digest-pin',
      from,
      'The digest pins the Debian image; the Alpine one has another.',
      'Drop the pin, or look up the digest of the Alpine tag and write both.',
    );
  if (!resolvedImage || !/^\w/.test(resolvedImage.tag ?? 'latest'))
    return decline(
      'alpine-base/dynamic-tag',
      from,
      `"${image.text}" takes its tag from a variable without a default.`,
      'Give the ARG a default above FROM.',
    );
  const before = resolvedImage.tag ?? '';
  const twin = target === 'alpine' ? alpineTwin(before) : slimTwin(before);
  if (twin) return { before, after: twin.tag, assumed: twin.assumed };
  return decline(
    'alpine-base/unknown-tag',
    from,
    `No ${target} tag is known for "node:${before}".`,
    'Choose a version that has one.',
  );
}

/** The edit of a FROM that gets another image. */
export function fromSwap(file: Dockerfile, stage: Stage, text: string): Rewriting {
  const { from, imageSpan } = stage;
  const written =
    file.text.slice(from.start, imageSpan.start) + text + file.text.slice(imageSpan.end, from.end);
  return {
    edits: [replace(imageSpan, text)],
    effect: {
      rewrites: [from],
      writes: [written],
      ...(isRootOfFinal(file, stage) && { image: { base: text } }),
    },
  };
}

function isRootOfFinal({ stages }: Dockerfile, stage: Stage): boolean {
  const final = stages.at(-1);
  return final !== undefined && chainOf(final)[0] === stage;
}
