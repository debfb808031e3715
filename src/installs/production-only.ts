import type { Dockerfile, Stage } from '../dockerfile/index.js';
import type { Project } from '../project/index.js';
import { lastSteps, modulesSteps } from './history.js';
import { installerMajor } from './installer-version.js';
import type { ModulesStep } from './modules-steps.js';
import { habitsOf, type Provision, provisionOf } from './provision.js';

/** What an install without development dependencies provides, and the step that it is. */
export interface ProductionInstall {
  readonly step: ModulesStep;
  readonly provision: Provision;
}

/** The installs of a stage, where every one of them leaves development dependencies out. */
export function productionOnly(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): readonly ProductionInstall[] {
  const steps = [...lastSteps(modulesSteps(file, stage, project))].filter(
    ([, { kind }]) => kind !== 'removal',
  );
  if (steps.some(([, { development }]) => development !== 'omitted')) return [];
  return steps.flatMap(([folder, step]) => {
    const habits = habitsOf(step, installerMajor(file, stage, project, step));
    const provision = provisionOf(file, stage, project, folder, habits);
    return provision ? [{ step, provision }] : [];
  });
}
