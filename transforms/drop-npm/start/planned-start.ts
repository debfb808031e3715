import { type Replaceable, startOf } from '../../../src/command/index.js';
import { type Dockerfile, nodeBase, type Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import type { Options } from '../../../src/transform.js';
import { obstacleTo } from '../obstacles.js';

/**
 * The start command that drop-npm, which runs later, will write; undefined where it does not run or
 * leaves what there is.
 */
export function plannedStart(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): Replaceable | undefined {
  if (!options.transforms.includes('drop-npm') || !nodeBase(stage)) return undefined;
  const start = startOf(project, stage, file.stages);
  return start.kind === 'replaceable' && obstacleTo(file, stage, start, project) === undefined
    ? start
    : undefined;
}
