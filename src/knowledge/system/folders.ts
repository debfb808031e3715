import { namesByWord } from '../../grouping.js';
import data from './folders.json' with { type: 'json' };

/** What a folder is for, in a word; the table says what each means. */
type Use = keyof typeof data.about;

const byUse = namesByWord(data.folders);

function foldersFor(use: Use): readonly string[] {
  return byUse.get(use) ?? [];
}

/** Tells folders of some uses and all that lies below them. */
function below(...uses: readonly Use[]): (path: string) => boolean {
  const folders = new Set(uses.flatMap(foldersFor));
  return (path) => {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
      if (folders.has(path.slice(0, at))) return true;
    return folders.has(path);
  };
}

/** Folders for passing files, where anybody may write. */
export const scratchFolders: readonly string[] = foldersFor('scratch');

const shared = new Set(foldersFor('shared'));
const goWorkspace = new Set(foldersFor('goWorkspace'));
const bare = new Set(foldersFor('bare'));
const forApplications = new Set(foldersFor('applications'));
const system = below('system', 'state');
const others = below('system', 'software', 'private', 'scratch');
const packages = below('packages');
const kept = below('data');
const scratch = below('scratch');

/** Whether a folder holds more than one application's files: nobody copies it whole, or gives it away. */
export function isShared(folder: string): boolean {
  return shared.has(folder);
}

/** Whether a folder of Go's image holds more than one program's files. */
export function isGoWorkspace(folder: string): boolean {
  return goWorkspace.has(folder);
}

/** Whether a folder is shared by name alone, and holds nothing but what a stage puts there. */
export function isBare(folder: string): boolean {
  return bare.has(folder);
}

/** Whether a shared folder is there for what is no part of the system: `/opt`, `/srv`. */
export function isForApplications(folder: string): boolean {
  return forApplications.has(folder);
}

/** Whether a path belongs to the system, or to a program of it, rather than to an application. */
export function isSystem(path: string): boolean {
  return system(path);
}

/**
 * Whether a folder belongs to the system, to root or to everybody rather than to one program: nobody gives
 * it to a user. A program's own folder below /var/lib does not.
 */
export function isOthers(path: string): boolean {
  return shared.has(path) || others(path);
}

/** Whether a path lies where packages put their files. */
export function isOfPackages(path: string): boolean {
  return packages(path);
}

/** Whether a path lies where programs keep data by custom, and where only root makes folders. */
export function isForData(path: string): boolean {
  return kept(path) && !scratch(path);
}

/** Whether a path lies in one of {@link scratchFolders}, or is one. */
export function isScratch(path: string): boolean {
  return scratch(path);
}
