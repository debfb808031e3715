import { posix } from 'node:path';
import { isCopied } from '../../../src/installs/index.js';
import { boundPath, folderOf } from '../../../src/project/index.js';
import type { InstallIn } from './placed.js';

/**
 * A package of the workspace that comes after the install has dependencies which nobody fetched: a
 * prune would install them (yarn), or end with an error (pnpm, and npm without the network).
 *
 * @returns why the install can't be pruned; a sentence
 */
export function laterPackage(install: InstallIn): string | undefined {
  const { file, folder, project, provision, stage, step } = install;
  const root = folderOf(provision.root.path);
  const members = provision.manifests.filter((one) => one !== provision.root);
  const later = members.find(({ path }) => {
    const place = posix.join(folder, root === '' ? path : path.slice(root.length + 1));
    return (
      isCopied(project, file.stages, stage, Infinity, place) &&
      !isCopied(project, file.stages, step.stage, step.index, place) &&
      boundPath(project, step.stage, place) === undefined
    );
  });
  return (
    later &&
    `${later.path} comes after the install, so that ${step.manager} may lack what it needs. Copy every package.json before, or leave the other packages out.`
  );
}
