import { posix } from 'node:path';
import { finalEnvironment, instructionsOf, type Stage } from '../../src/dockerfile/index.js';
import { compareVersions } from '../../src/knowledge/version-order.js';
import { commandsOf, knownWords } from '../../src/shell/index.js';
import { alpineRelease } from './image/twins.js';
import type { Move } from './move.js';

/**
 * Whether python3 of Alpine is `python` as well: aports d91da210 of 2022-11, and checkpoint-restore/criu#2002,
 * whose ln failed by it. So it may be where the release is not known.
 */
export function bringsPython(move: Move, stage: Stage): boolean {
  const release = alpineRelease(move, stage);
  return release === undefined || compareVersions(release, '3.17') >= 0;
}

/** Whether `python` of a stage is Python 3, now and on Alpine: by a link, or by what Debian has for it. */
export function isPython3(move: Move, stage: Stage): boolean {
  const runs = instructionsOf(stage, 'RUN');
  const environment = finalEnvironment(stage);
  const linked = runs.some((run) =>
    commandsOf(run, environment)?.map(knownWords).some(linksPython3),
  );
  return (
    linked ||
    (bringsPython(move, stage) &&
      runs.some(({ argument }) => argument.includes('python-is-python3')))
  );
}

function linksPython3([program, ...args]: readonly string[]): boolean {
  return (
    program === 'ln' &&
    posix.basename(args.at(-1) ?? '') === 'python' &&
    args.some((word) => posix.basename(word).startsWith('python3'))
  );
}
