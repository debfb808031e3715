import { posix } from 'node:path';
import { chainOf } from '../../../src/dockerfile/index.js';
import { lastCopyOf, type ModulesStep, modulesSteps } from '../../../src/installs/index.js';
import { onDemand } from '../../../src/memo.js';
import type { Installed } from './installed.js';
import { type InstallIn, listed } from './placed.js';

/** Packages that a step names and that no package.json lists in the end: a prune takes them away; a sentence. */
export function addedPackages(install: InstallIn): string | undefined {
  const { file, folder, project, provision, stage, step } = install;
  const kept = new Set(provision.manifests.flatMap(listed));
  const isForgotten = forgottenIn(install);
  const adding = modulesSteps(file, stage, project).find(
    (one) =>
      one.kind === 'install' &&
      one.folder === folder &&
      one.packages.length > 0 &&
      (isSaved(one, install)
        ? isForgotten(one) && !one.packages.every((name) => kept.has(name))
        : one.run === step.run || isDevelopment(one)),
  );
  return adding && `"${called(adding)}" adds packages that a prune would take away.`;
}

/** The call of a package manager, for a message. */
export function called({ program, words }: Pick<ModulesStep, 'program' | 'words'>): string {
  return [program, ...words].join(' ');
}

/** npm 5 and later put what they install into package.json, unless they are told not to (B41). */
function isSaved(step: ModulesStep, { major = 7 }: Pick<Installed, 'major'>): boolean {
  return (
    step.manager === 'npm' &&
    major >= 5 &&
    !isDevelopment(step) &&
    !['--no-save', '--save=false'].some((word) => step.words.includes(word))
  );
}

function isDevelopment({ words }: ModulesStep): boolean {
  return words.includes('-D') || words.includes('--save-dev');
}

/** Tells whether package.json comes from the build context once more, without what an install put into it. */
function forgottenIn({ file, folder, project, stage }: InstallIn): (step: ModulesStep) => boolean {
  const path = posix.join(folder, 'package.json');
  const chain = onDemand(() =>
    chainOf(stage).map((one) => ({ one, last: lastCopyOf(project, file.stages, one, path) })),
  );
  return (step) => {
    const from = chain().findIndex(({ one }) => one === step.stage);
    return chain()
      .slice(Math.max(from, 0))
      .some(({ one, last }) => {
        const begin = one === step.stage && step.from === undefined ? step.index + 1 : 0;
        return last >= begin;
      });
  };
}
