import { posix } from 'node:path';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { answersManifest, folderOf, joinPath, type Project } from '../../../src/project/index.js';
import {
  isCopied,
  isCopiedFrom,
  type ModulesStep,
  type Provision,
} from '../../../src/installs/index.js';
import { isCleanInstall } from '../../../src/knowledge/npm/install-verbs.js';
import type { Installed } from './installed.js';

/** The lockfiles by which package managers prune; bun can't. */
const names: Readonly<Record<ModulesStep['manager'], readonly string[]>> = {
  npm: ['npm-shrinkwrap.json', 'package-lock.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: [],
};
/** They fail where the lockfile is not there, or does not fit. */
const strict = /^--(?:frozen-lockfile|immutable)$/;
const unlocked =
  /^--(?:no-(?:package-lock|shrinkwrap|lockfile)|(?:package-lock|shrinkwrap|lockfile)=false)$/;

/** Whether a lockfile of a folder has what its package.json asks for. */
export function isAnswered({ files }: Project, { root }: Provision, name: string): boolean {
  const path = joinPath(folderOf(root.path), name);
  return path === undefined || answersManifest(files, path, root);
}

/**
 * The lockfiles in a folder of the image that tell other versions than those that were installed: they were
 * copied after an install that had none, or after one that had to change them. npm, from 5 on, and pnpm ask a
 * registry for what they tell then, and Yarn installs that (run with npm 6 to 11 and an empty cache).
 *
 * @returns their names
 */
export function strayLockfiles(
  { folder, step, provision, major = 7 }: Installed,
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
): readonly string[] {
  if (
    step.words.some((word) => strict.test(word) || isCleanInstall(word)) ||
    (step.manager === 'npm' && major < 5)
  )
    return [];
  const before = step.from ?? { stage: step.stage, folder: step.folder ?? folder };
  const index = before.stage.instructions.indexOf(step.run);
  if (index === -1) return [];
  return names[step.manager].filter((name) => {
    const path = posix.join(folder, name);
    if (!isCopied(project, stages, stage, stage.instructions.length, path)) return false;
    const had =
      step.run.flags.some((flag) => flag.value?.includes(name)) ||
      isCopied(project, stages, before.stage, index, posix.join(before.folder, name));
    if (!had || step.words.some((word) => unlocked.test(word))) return true;
    const after = step.from ? 0 : step.index + 1;
    const kept = step.words.includes('--pure-lockfile');
    return (
      !isAnswered(project, provision, name) &&
      (kept || isCopiedFrom(project, stages, stage, after, path))
    );
  });
}
