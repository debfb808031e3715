import {
  type Dockerfile,
  nodeTagOf,
  referenceOf,
  rootOf,
  type Stage,
  textAfter,
} from '../../../src/dockerfile/index.js';
import type { Edit } from '../../../src/edits.js';
import { type Effect, replace } from '../../../src/transform.js';

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
  if (stage.official !== 'node') return 'foreign';
  const isAlpine =
    nodeTagOf(stage)?.variant === 'alpine' || /alpine/.test(referenceOf(stage).tag ?? '');
  return isAlpine ? 'alpine' : 'debian';
}

/** The tag of an image that the FROM itself names, without a digest; undefined where it does not. */
export function literalTag({ image, resolvedImage }: Stage): string | undefined {
  const literal = resolvedImage?.text === image.text && image.digest === undefined;
  return literal ? (image.tag ?? '') : undefined;
}

/** The edit of a FROM that gets another image. */
export function fromSwap(file: Dockerfile, stage: Stage, text: string): Rewriting {
  const { from, imageSpan } = stage;
  const edits = [replace(imageSpan, text)];
  return {
    edits,
    effect: {
      rewrites: [from],
      writes: [textAfter(file.text, from, edits)],
      ...(isRootOfFinal(file, stage) && { image: { base: text } }),
    },
  };
}

function isRootOfFinal({ stages }: Dockerfile, stage: Stage): boolean {
  const final = stages.at(-1);
  return final !== undefined && rootOf(final) === stage;
}
