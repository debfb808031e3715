import type { Dockerfile } from '../../../src/dockerfile/index.js';
import { instructionText, jointText } from '../../../src/layout/index.js';
import { insert } from '../../../src/transform.js';
import type { Need, Rewording } from '../demands.js';

/**
 * Puts the packages that one command alone needs around it, in one layer: installed under a name of
 * their own before it, and gone after it (handbook C32, C63).
 *
 * @param missing the packages of a need that nothing above installs
 */
export function temporaryPackages(
  file: Dockerfile,
  needs: readonly Need[],
  missing: (one: Need) => readonly string[],
): Rewording[] {
  const open = needs.filter((one) => one.during && missing(one).length > 0);
  const starts = [...new Set(open.map(({ during }) => during?.start))];
  return starts.flatMap((start) => {
    const own = open.filter(({ during }) => during?.start === start);
    return own[0] ? [around(file, own[0], own, [...new Set(own.flatMap(missing))].toSorted())] : [];
  });
}

const words = ['add', '--no-cache', '--virtual', '.build-deps'];

function around(
  file: Dockerfile,
  { stage, at, during }: Need,
  needs: readonly Need[],
  packages: readonly string[],
): Rewording {
  const then = jointText(file, at);
  const { start = 0, end = 0 } = during ?? {};
  const reasons = [...new Set(needs.map(({ because }) => because))].join('; ');
  return {
    kind: 'rewording',
    rule: 'alpine-base/build-packages',
    stage,
    at,
    because: `${reasons}: ${packages.join(', ')} ${packages.length === 1 ? 'is' : 'are'} there for that step alone.`,
    edits: [
      insert(start, instructionText(file, 'apk', [...words, ...packages]) + then),
      insert(end, `${then}apk del .build-deps`),
    ],
  };
}
