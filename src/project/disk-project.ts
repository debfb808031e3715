import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Dockerfile } from '../dockerfile/index.js';
import { homeFolder } from '../machine/home-folder.js';
import { diskFiles } from './disk-files.js';
import { type Files, noFiles } from './files.js';
import { foldersUpFrom } from './git-root.js';
import { type Project, projectOf } from './project.js';

/** How far above a Dockerfile a project is looked for where there is no git repository. */
const levelsAbove = 4;
const projectFile =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|\.dockerignore|(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml)$/;

/** Tells the project of one Dockerfile after the other. */
export type ProjectOpener = (dockerfile: string, file: Dockerfile) => Project;

/**
 * Opens the projects of Dockerfiles on disk. The files of the last repository stay in memory, so
 * that many Dockerfiles of one repository read them once, and many repositories do not add up.
 *
 * @param context the folder of the build context, absolute, where the user names it
 */
export function projectOpener(context?: string): ProjectOpener {
  let last: { readonly root: string; readonly files: Files } | undefined;
  return (dockerfile, file) => {
    const root = rootFor(dirname(dockerfile), context);
    if (last?.root !== root) last = { root, files: isTopOfDisk(root) ? noFiles : diskFiles(root) };
    const inside = context === undefined ? undefined : slashed(relative(root, context));
    return projectOf(last.files, slashed(relative(root, dockerfile)), file, inside);
  };
}

/**
 * Opens the project around one Dockerfile.
 *
 * @param dockerfile its path, absolute
 */
export function openProject(dockerfile: string, file: Dockerfile, context?: string): Project {
  return projectOpener(context)(dockerfile, file);
}

/**
 * The folder of the build context, absolute.
 *
 * @param context where the user names it, absolute
 * @returns undefined when it can't be told
 */
export function contextFolder(
  dockerfile: string,
  file: Dockerfile,
  context?: string,
): string | undefined {
  const found = openProject(dockerfile, file, context).context;
  return found === undefined ? undefined : join(rootFor(dirname(dockerfile), context), found);
}

/**
 * The folder that counts as the repository: the nearest with `.git`, else the topmost nearby that
 * looks like a project, else the Dockerfile's own. Home and what lies above it never count, but for
 * a Dockerfile that lies right there.
 */
export function repositoryRoot(folder: string): string {
  const above = foldersUpFrom(folder).filter((candidate) => !holdsHome(candidate));
  const git = above.find((candidate) => existsSync(join(candidate, '.git')));
  return git ?? above.slice(0, levelsAbove + 1).findLast(looksLikeProject) ?? folder;
}

function looksLikeProject(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => projectFile.test(name));
  } catch {
    return false;
  }
}

/** A context outside the repository is where the files are that count. */
function rootFor(folder: string, context: string | undefined): string {
  const root = repositoryRoot(folder);
  return context === undefined || isWithin(context, root) ? root : context;
}

function holdsHome(folder: string): boolean {
  const home = homeFolder();
  return isTopOfDisk(folder) || (home !== undefined && isWithin(home, folder));
}

function isTopOfDisk(folder: string): boolean {
  return dirname(folder) === folder;
}

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A path with forward slashes, as reports and patches write it. */
export function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
