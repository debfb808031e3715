import { aligned } from '../../../src/layout/index.js';
import { type Dockerfile, type Instruction, textAfter } from '../../../src/dockerfile/index.js';
import { type Edit, isPartOf } from '../../../src/edits.js';
import { groupedBy } from '../../../src/grouping.js';
import { change, type Change } from '../../../src/transform.js';
import type { Rewording } from '../demands.js';
import { around, type Surroundings } from './surroundings.js';

/**
 * The changes that rewordings make. All edits of one instruction are announced together, by the
 * first of them: what the file holds in the end is one text.
 *
 * @param more edits inside reworded instructions that others have announced
 */
export function rewordingChanges(
  file: Dockerfile,
  rewordings: readonly Rewording[],
  more: readonly Edit[],
): Change[] {
  const surroundings = around(file, rewordings);
  return [...groupedBy(rewordings, ({ at }) => at)].flatMap(([at, own]) => {
    const inside = more.filter((one) => isPartOf(one, at));
    const edits = aligned(file, at, [...own.flatMap((other) => other.edits), ...inside]);
    const whole = own.some(({ vanishes }) => vanishes)
      ? { rewrites: [at] }
      : { rewrites: [at], writes: [textAfter(file.text, at, edits)] };
    return own.map((one, index) => rewording(one, index === 0, edits, whole, surroundings.get(at)));
  });
}

function rewording(
  { rule, at, because, effect, cautions = [] }: Rewording,
  first: boolean,
  edits: readonly Edit[],
  whole: { rewrites: Instruction[]; writes?: string[] },
  surroundings: Surroundings | undefined,
): Change {
  if (!first) return change(rule, at, because, [], { ...effect }, cautions);
  const announced = {
    ...whole,
    ...(surroundings && { comments: surroundings.comments }),
    ...effect,
  };
  const all = [...edits, ...(surroundings?.edits ?? [])];
  return change(rule, at, because, all, announced, cautions);
}
