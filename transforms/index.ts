import type { Transform } from '../src/transform.js';
import { alpineBase } from './alpine-base/index.js';
import { dropNpm } from './drop-npm/index.js';
import { nodeUser } from './node-user/index.js';
import { splitStages } from './split-stages/index.js';

/**
 * The catalogue, in the order in which it runs. Each reads what the one before wrote: the split
 * appends a runtime stage on the builder's own image; alpine-base then moves both together, so that
 * they stay one family; drop-npm works on the final stage, split or not, and its removal must come
 * before a USER that may not remove; node-user comes last, because it gives files to the user that
 * the others have just placed.
 */
export const transforms: readonly Transform[] = [splitStages, alpineBase, dropNpm, nodeUser];
