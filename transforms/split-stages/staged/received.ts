import { posix } from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import { modulesSteps } from '../../../src/installs/index.js';

/** The node_modules that the last stage gets from another one, and nothing else puts into its place. */
export interface Received {
  /** The COPY. */
  readonly at: Instruction;
  /** Its index in the last stage. */
  readonly index: number;
  readonly from: Stage;
  /** The folder of the install in that stage. */
  readonly folder: string;
}

/** The node_modules with development dependencies that the last stage copies from others. */
export function receivedBy(file: Dockerfile, stage: Stage, project: Project): readonly Received[] {
  const steps = modulesSteps(file, stage, project);
  return steps.flatMap(({ from, folder, index, kind, development, ...step }) => {
    const alone = steps.filter((one) => one.folder === folder).length === 1;
    if (!from || !alone || step.stage !== stage || kind !== 'install' || development === 'omitted')
      return [];
    const at = stage.instructions[index] as Instruction;
    return [{ at, index, from: from.stage, folder: from.folder }];
  });
}

/** Where a stage keeps what it received. */
export function modulesOf({ folder }: Received): string {
  return posix.join(folder, 'node_modules');
}
