import { rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { groupedBy } from '../../../src/grouping.js';
import { type Change, change, type Declined } from '../../../src/transform.js';
import type { Contents } from '../node-modules/applications.js';
import { swapFor } from './arguments.js';
import { cautionsFor } from '../cautions.js';
import { foreignSource } from './joined-stages.js';
import { baseKind, type Swap } from './images.js';
import { nativeVerdicts } from '../node-modules/verdicts.js';
import { nodeTag } from '../../../src/knowledge/images/node-tags.js';
import { isDeclined, type Move } from '../move.js';

/** Every swap of the stages, or the first reason against one. */
export function swapsOf(move: Move, linked: readonly Stage[]): Swap[] | Declined {
  const swaps: Swap[] = [];
  for (const stage of linked) {
    const kind = baseKind(stage);
    if (kind === 'foreign') return foreignSource(stage);
    const swap = kind === 'debian' ? swapFor(move, stage) : undefined;
    if (swap && isDeclined(swap)) return swap;
    if (swap) swaps.push(swap);
  }
  return withoutDoubles(swaps);
}

/** Two FROM lines on one build argument change its default once. */
function withoutDoubles(swaps: readonly Swap[]): Swap[] {
  return [...groupedBy(swaps, ({ edits }) => edits[0]?.start).values()].flatMap((same) =>
    same.slice(0, 1),
  );
}

/** The change that a swap makes, with what to check after it. */
export function swapChange(swap: Swap, contents: Contents, final: Stage, move: Move): Change {
  const { target, options } = move;
  const cautions = cautionsFor(swap, contents, final, move);
  const node = nodeTag(swap.before)?.major;
  const verdicts =
    swap.stage === rootOf(final) ? nativeVerdicts(contents, node, options.nativeModules) : '';
  const because =
    target === 'alpine'
      ? `The same Node on Alpine: node:${swap.after}.${verdicts}`
      : `The same Node and Debian without compilers and headers: node:${swap.after}.`;
  return change(
    `alpine-base/${target}`,
    swap.stage.from,
    because,
    swap.edits,
    swap.effect,
    cautions,
  );
}
