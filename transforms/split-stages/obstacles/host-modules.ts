import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { type Manifest, manifestIn, type Project } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Plan } from '../plan/index.js';

/** Packages that no step installs come with the build context: a builder has nothing to leave behind (handbook B65). */
export function hostModules(
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
  { installs }: Plan,
): Declined | undefined {
  const manifest = manifestIn(project, stage, stages);
  if (installs || !manifest || !needsPackages(manifest)) return undefined;
  return decline(
    'split-stages/host-modules',
    stage.from,
    `No step installs the packages of ${manifest.path}: they come with the build context, and a second stage would be no smaller.`,
    'Install them in a RUN.',
  );
}

const install = /\b(?:npm|pnpm|bun)\s+(?:ci|i|install)\b|\byarn(?:\s+install)?\s*(?:$|&&|;)/;

/** Whether a package.json names packages that none of its scripts installs. */
function needsPackages({ dependencies, devDependencies, scripts }: Manifest): boolean {
  return (
    dependencies.size + devDependencies.size > 0 &&
    ![...scripts.values()].some((text) => install.test(text))
  );
}
