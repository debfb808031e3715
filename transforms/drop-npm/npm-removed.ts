import {
  type Dockerfile,
  environmentAt,
  type Instruction,
  isRootAt,
  nodeBase,
  referenceOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import { between, cased, endWithComments, instructionText } from '../../src/layout/index.js';
import { change, type Change, insert } from '../../src/transform.js';
import type { PackagedNode } from './packaged-node.js';
import { addedManagerFiles } from './global-managers.js';
import { indexBelow, lastUse, managerFiles, ownUser, removalPlace } from './removal.js';

/** Removes the package managers that the official image carries, and those that RUNs added. */
export function npmRemoved(file: Dockerfile, stage: Stage): Change {
  const base = nodeBase(stage);
  const { tag, digest } = (base && referenceOf(base)) ?? {};
  const files = new Set([...managerFiles(tag, digest), ...addedManagerFiles(stage)]);
  return removed(file, stage, removalPlace(stage), ['rm', '-rf', ...files]);
}

/** Removes the package managers that apk installed. */
export function packagesRemoved(
  file: Dockerfile,
  stage: Stage,
  { managers, broughtBy }: PackagedNode,
): Change {
  const use = lastUse(stage);
  const isLater = broughtBy && (!use || broughtBy.start > use.start);
  const place = isLater ? broughtBy : removalPlace(stage);
  return removed(file, stage, place, ['apk', 'del', ...managers]);
}

/** One RUN below the last use of npm. */
function removed(
  file: Dockerfile,
  stage: Stage,
  use: Instruction | undefined,
  words: readonly string[],
): Change {
  const at = use ?? stage.from;
  const text = instructionText(file, 'RUN', words);
  const index = indexBelow(stage, use);
  const lines = isRootAt(stage, index) ? [text] : asRoot(file, stage, index, text);
  const gap = between(file);
  const because = 'Nothing starts a package manager in this image any more.';
  return change(
    'drop-npm/npm-removed',
    at,
    because,
    [insert(endWithComments(file, at), lines.map((line) => `${gap}${line}`).join(''))],
    { writes: lines },
  );
}

/** The files of npm belong to root: the line runs as root, and the file's user comes back below it. */
function asRoot(file: Dockerfile, stage: Stage, index: number, text: string): string[] {
  const own = ownUser(stage, index);
  const user = cased(file, 'USER');
  const back = own
    ? file.text.slice(own.start, own.end)
    : `${user} ${environmentAt(stage, index).user}`;
  return [`${user} root`, text, back];
}
