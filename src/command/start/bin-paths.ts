import { posix } from 'node:path';
import { folderOf, type Manifest } from '../../project/index.js';
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
function placeOf({ application, root, modules, hoists }: Site, bin: string): string | undefined {
  const { manifest, lockfile } = application;
  if (!root || (lockfile && folderOf(lockfile.path) === folderOf(manifest.path))) return modules();
  if (lockfile ? lockfile.kind === 'pnpm' || lockfile.kind === 'yarn' : !hoists()) return modules();
  const name = packageOfProgram(bin);
  const versions = lockfile
    ? lockfile.packages?.filter((one) => one.name === name).map(({ version }) => version)
    : [root.application.manifest, ...root.members()].flatMap((one) => rangesOf(one, name));
  return new Set(versions).size === 1 ? root.application.folder : undefined;
}

/** What a package.json asks of a package: where all ask the same, npm has one version of it, and that in the root. */
function rangesOf(
  { dependencies, devDependencies, optionalDependencies }: Manifest,
  name: string,
): string[] {
  return [dependencies, devDependencies, optionalDependencies].flatMap(
    (list) => list.get(name) ?? [],
  );
}
