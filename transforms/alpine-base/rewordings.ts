import type { Dockerfile, Instruction } from '../../src/dockerfile/index.js';
import { applyEdits, type Edit } from '../../src/edits.js';
import { change, type Change } from '../../src/transform.js';
import type { Rewording } from './demands.js';

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
  return [...new Set(rewordings.map(({ at }) => at))].flatMap((at) => {
    const own = rewordings.filter((one) => one.at === at);
    return own.map((one, index) => {
      const inside = more.filter(({ start, end }) => start >= at.start && end <= at.end);
      const edits = [...own.flatMap((other) => other.edits), ...inside];
      const whole = { rewrites: [at], writes: [textAfter(file, at, edits)] };
      return change(one.rule, at, one.because, index === 0 ? edits : [], {
        ...(index === 0 ? whole : {}),
        ...one.effect,
      });
    });
  });
}

function textAfter(
  { text }: Dockerfile,
  { start, end }: Instruction,
  edits: readonly Edit[],
): string {
  const inside = edits.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
  return applyEdits(text.slice(start, end), inside);
}
