import type { LockedPackage } from '../../../src/project/index.js';
import { decline, type Declined } from '../../../src/transform.js';
import type { Circumstances } from './native.js';

/** The name and the version of a package, as messages have it. */
export function labelOf({ name, version }: LockedPackage): string {
  return version === '' ? name : `${name}@${version}`;
}

/** A package that works with what the target lacks, which nobody here can bring. */
export function needsMore(
  one: LockedPackage,
  { move, final }: Circumstances,
  what: string,
): Declined {
  return decline(
    'alpine-base/needs-configuration',
    final.from,
    `${labelOf(one)} needs more than the ${move.target} image has: ${what}.`,
    'Make these settings and run slim-dockerfile again; if it still declines, set the base image yourself.',
  );
}
