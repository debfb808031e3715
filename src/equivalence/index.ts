import type { Dockerfile } from '../dockerfile/index.js';
import { comparisonOf } from './comparison.js';
import { imageDifferences } from './image.js';
import { Origins, readStages } from './origins.js';
import { sourceDifferences, variableDifferences } from './references.js';
import { stageDifferences } from './stages.js';
import { buildDifferences } from './steps.js';
import { commentDifferences, instructionDifferences, layoutDifferences } from './text.js';
import type { Effect } from '../transform.js';

/**
 * The self-check (handbook H14): compares a file before and after a transform and lets pass only
 * what the transform announced.
 *
 * @returns one sentence for each thing that is not as it should be; empty when all is well
 */
export function differences(
  before: Dockerfile,
  after: Dockerfile,
  effects: readonly Effect[],
): string[] {
  const comparison = comparisonOf(before, after, effects);
  const origins = new Origins();
  const [was, is] = [readStages(origins, before), readStages(origins, after)];
  return [
    ...imageDifferences(comparison),
    ...instructionDifferences(comparison),
    ...commentDifferences(comparison),
    ...layoutDifferences(comparison),
    ...stageDifferences(comparison),
    ...buildDifferences(comparison, was, is),
    ...sourceDifferences(comparison),
    ...variableDifferences(comparison, was, is),
  ];
}
