import { posix } from 'node:path';
import { folderOf } from '../../project/index.js';
import { bringsBin } from '../managers/bins.js';
import { packageOfProgram } from '../../knowledge/npm/package-programs.js';
import type { Site } from './sites.js';

/**
 * How a program of node_modules is called from where a command runs (handbook E20), or undefined
 * when no dependency brings it or its place can't be told.
 */
export function binPath(site: Site, bin: string): string | undefined {
  const { folder, application, root } = site;
  const owner = bringsBin(application, bin) ? placeOf(site, bin) : undefined;
  const above = root && application.lockfile?.kind !== 'yarn-berry' && bringsDirectly(root, bin);
  const home = owner ?? (above ? root.application.folder : undefined);
  if (home === undefined) return undefined;
  const path = posix.relative(folder, `${home}/node_modules/.bin/${bin}`);
  return path.startsWith('..') ? path : `./${path}`;
}

function bringsDirectly({ application }: Site, bin: string): boolean {
  const { manifest } = application;
  return bringsBin({ folder: application.folder, manifest }, bin);
}

/**
 * The folder whose node_modules has it: yarn 1 and pnpm link the programs of a package's own
 * dependencies into the package, npm and yarn from 2 on put what they hoist into the root alone
 * (seen with npm 11, yarn 1 and 4, pnpm 10).
 */
function placeOf({ application, root, modules }: Site, bin: string): string | undefined {
  const { manifest, lockfile } = application;
  if (!root || !lockfile || folderOf(lockfile.path) === folderOf(manifest.path)) return modules();
  if (lockfile.kind === 'pnpm' || lockfile.kind === 'yarn') return modules();
  const name = packageOfProgram(bin);
  const versions = new Set(
    lockfile.packages?.filter((one) => one.name === name).map(({ version }) => version),
  );
  return versions.size === 1 ? root.application.folder : undefined;
}
