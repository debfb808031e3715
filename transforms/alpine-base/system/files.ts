import { type Instruction, instructionsOf, type Stage } from '../../../src/dockerfile/index.js';
import { type SystemFile, systemFiles } from '../../../src/knowledge/system/files.js';
import { decline } from '../../../src/transform.js';
import { type Demand, need } from '../demands.js';
import type { Move } from '../move.js';

/** Files of the full image that RUN and ENV name, and that the target does not have by itself (C30). */
export function* systemFileDemands(move: Move, stage: Stage): Iterable<Demand> {
  for (const at of stage.instructions) {
    if (at.keyword !== 'RUN' && at.keyword !== 'ENV') continue;
    const text = at.line.joined.text;
    for (const one of systemFiles) {
      if (!text.includes(one.named) || isMade(text, stage, one)) continue;
      const demand = demandFor(move, stage, at, one);
      if (demand) yield demand;
    }
  }
}

function demandFor(
  { target }: Move,
  stage: Stage,
  at: Instruction,
  { named, [target]: name }: SystemFile,
): Demand | undefined {
  if (name === '') return undefined;
  const what = `${at.keyword} names ${named}`;
  return name === undefined
    ? decline(
        'alpine-base/package-files',
        at,
        `${what}, which the ${target} image does not have.`,
        'Write the line for that image yourself, and set the base image with it.',
      )
    : need({ stage, at, inContainer: at.keyword !== 'RUN' }, [name], what);
}

/** Whether the step makes the place itself, or an install of the stage brings it. */
function isMade(text: string, stage: Stage, one: SystemFile): boolean {
  const { named, slim = '', broughtBy = slim } = one;
  // What Node.js itself reads more certificates from is asked for where slim is chosen.
  if (/\bmkdir\b|\bNODE_EXTRA_CA_CERTS\b/.test(text)) return true;
  const stem = broughtBy.replace(/-client$/, '');
  const installs = instructionsOf(stage, 'RUN').flatMap(({ argument }) => argument.split(/\s+/));
  return stem !== '' && !named.includes('=') && installs.some((word) => word.startsWith(stem));
}
