import type { Stage } from '../../src/dockerfile/index.js';
import { endOfLife } from '../../src/knowledge/node-releases.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import type { Application } from '../../src/project/index.js';
import { caution, type Finding } from '../../src/transform.js';
import type { Swap } from './images.js';

/** The day up to which the tables are right: what ended before is known to have ended. */
const tablesDate = '2026-11-21';

/** What to check after the move of a file to Alpine. */
export function cautionsFor(swap: Swap, applications: readonly Application[], final: Stage): Finding[] {
  const { stage, before, after, argument, assumed } = swap;
  const at = stage.from;
  const known = nodeTag(before);
  const end = known?.major === undefined ? undefined : endOfLife(known.major);
  const found: Finding[] = [];
  if (known?.pinnedRelease) found.push(caution('alpine-base/release-unpinned', at, `"${before}" named its release of the system, "${after}" does not.`));
  if (/^(|latest|lts|current)$/.test(known?.version ?? '')) found.push(caution('alpine-base/moving-tag', at, `"node:${after}" moves to the next major version by itself, as before.`));
  if (assumed) found.push(caution('alpine-base/assumed-tag', at, `"node:${after}" is newer than the tables of slim-dockerfile; it follows the pattern.`));
  if (end !== undefined && end < tablesDate) found.push(caution('alpine-base/end-of-life', at, `Node ${known?.major} gets no updates since ${end}.`, { advice: 'Move to a maintained version.' }));
  if (argument !== undefined) found.push(caution('alpine-base/build-argument', at, `Whoever passes --build-arg ${argument} must pass a bare version now.`));
  for (const { manifest, lockfile } of applications)
    if (manifest && !lockfile?.packages && manifest.dependencies.size > 0) found.push(caution('alpine-base/no-lockfile', at, `${manifest.path} has no lockfile that can be read; only its direct dependencies were checked.`, { advice: 'Commit a lockfile.' }));
  if (stage === final) found.push(caution('alpine-base/musl-behaviour', at, 'Alpine\'s libc is musl: name lookup, thread stacks and memory allocation differ a little.'));
  return found;
}
