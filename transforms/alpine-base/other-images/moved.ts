import type { Stage } from '../../../src/dockerfile/index.js';
import { type Change, change, type Finding } from '../../../src/transform.js';
import { fromSwap } from '../image/images.js';
import type { Move } from '../move.js';

/** An image other than node in its Alpine form: the same name with another tag. */
export function movedTo(
  { file }: Move,
  root: Stage,
  tag: string,
  because: string,
  cautions: readonly Finding[],
): Change {
  const { edits, effect } = fromSwap(file, root, `${root.image.name}:${tag}`);
  return change('alpine-base/alpine', root.from, because, edits, effect, cautions);
}
