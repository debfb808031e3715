import { instructionsOf, nodeTagOf } from '../../../src/dockerfile/index.js';
import { hasManualFolders, linksManualPages } from '../../../src/knowledge/system/manual-pages.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Reached } from '../move.js';

/** An install that links manual pages into folders that older slim images leave out. */
export function* manualPageDemands({ command, caller }: Reached): Iterable<Declined> {
  const { stage, at } = caller;
  const called = packageCommandOf(command);
  if (called?.action !== 'install') return;
  const name = called.packages
    .flatMap((one) => one.name ?? [])
    .find((one) => linksManualPages(one));
  if (name === undefined) return;
  const tag = nodeTagOf(stage);
  if (hasManualFolders(tag?.exact)) return;
  const made = instructionsOf(stage, 'RUN').some(
    ({ start, argument }) => start <= at.start && argument.includes('/usr/share/man/man'),
  );
  if (made) return;
  yield decline(
    'alpine-base/system-packages',
    at,
    `The install of ${name} links manual pages, and fails in slim images from before August 2021, which have no folders for them.`,
    'Put RUN mkdir -p /usr/share/man/man1 /usr/share/man/man7 above it.',
  );
}
