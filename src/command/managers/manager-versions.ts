import { nodeTagOf, rootOf, runTexts, type Stage } from '../../dockerfile/index.js';
import { npmRange } from '../../knowledge/images/node-releases.js';
import { pnpmOfLockfile } from '../../knowledge/npm/pnpm-lockfiles.js';
import type { KnownApplication, Project } from '../../project/index.js';
import type { Manager } from './managers.js';
import { textBeside } from './setting-files.js';

/** What `npx pnpm` fetches runs scripts as all releases from 9 on do (npm, 2026-11). */
const newestPnpm = 10;

/**
 * The major of the package manager that starts a script, as far as behaviour differs by it; the
 * last RUN that installs it counts, then package.json, the lockfile, the image.
 *
 * @param fetched the version that npx fetches, where it is npx that starts the package manager
 */
export function managerMajor(
  project: Project,
  stage: Stage,
  application: KnownApplication,
  manager: Manager,
  fetched?: string,
): number | undefined {
  const pinned = new RegExp(String.raw`^${manager}@(\d+)`).exec(
    application.manifest.packageManager ?? '',
  )?.[1];
  if (manager === 'yarn') return isBerry(project, application) ? 2 : 1;
  const asked = Number.parseInt(fetched ?? '', 10) || undefined;
  const installed = asked === undefined ? installedMajor(stage, manager) : undefined;
  if (manager === 'pnpm' && pinned !== undefined) return Number(pinned);
  if (installed !== undefined) return Number.isNaN(installed) ? undefined : installed;
  if (manager === 'pnpm' && fetched !== undefined) return asked ?? newestPnpm;
  if (manager === 'pnpm') return lockedMajor(project, application);
  return manager === 'npm' || manager === 'npx' ? npmOfImage(stage) : undefined;
}

/** NaN: a version that can't be told. */
function installedMajor(stage: Stage, manager: Manager): number | undefined {
  const text = runTexts(stage).join('\n');
  const found = [...text.matchAll(new RegExp(String.raw`[\s"']${manager}@\^?([^\s"';&]+)`, 'g'))];
  const version = found.at(-1)?.[1];
  if (version === undefined) return undefined;
  return /^\d+/.test(version) ? Number.parseInt(version, 10) : Number.NaN;
}

function lockedMajor(project: Project, { lockfile }: KnownApplication): number | undefined {
  if (lockfile?.kind !== 'pnpm') return undefined;
  return pnpmOfLockfile(project.files.read(lockfile.path) ?? '');
}

/** What matters is whether it is older than 7. */
function npmOfImage(stage: Stage): number | undefined {
  const major = nodeTagOf(rootOf(stage))?.major;
  const first = major === undefined ? undefined : npmRange(major)?.first;
  return first === undefined ? undefined : Number.parseInt(first, 10);
}

/** Whether yarn is version 2 or later. */
export function isBerry(project: Project, { manifest, lockfile }: KnownApplication): boolean {
  if (/^yarn@[2-9]/.test(manifest.packageManager ?? '')) return true;
  return (
    lockfile?.kind === 'yarn-berry' ||
    (lockfile?.kind === 'yarn' && textBeside(project, manifest.path, '.yarnrc.yml') !== '')
  );
}
