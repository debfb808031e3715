import { existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import { rememberedByText } from '../memo.js';
import { systemReason } from '../user-error.js';
import { type Files, folderOf } from './files.js';
import { readRegularFile } from './regular-file.js';

/** Above this, a file is data rather than something that we read for facts. */
const largestFile = 20_000_000;
/** What stays in memory of texts read: a repository may hold hundreds of large lockfiles. */
const mostKept = 4_000_000;
/** A listing stops here: what lies beyond is not looked at. */
const longestListing = 20_000;
const skippedFolders = new Set([
  'node_modules',
  '.git',
  '.yarn',
  '.pnpm-store',
  'bower_components',
]);

/** How many paths a transform asks about again and again: where a lockfile or a module might be. */
const mostAsked = 5_000;

/** A file's text, or why there is none. */
type Reading = { readonly text: string } | { readonly problem?: string };

/**
 * Files on disk below a folder; what was read lately is not read again. A link that leads out of the
 * folder is not followed: what lies there is no part of the project, and none of our business.
 */
export function diskFiles(root: string): Files {
  const readings = new Map<string, Reading>();
  let kept = 0;
  let listing: string[] | undefined;
  let realRoot: string | undefined;
  const at = (path: string): string => (path === '' ? root : root + sep + path);
  const isFolder = rememberedByText((path) => isFolderAt(at(path)), mostAsked);
  const readingOf = (path: string): Reading => {
    const known = readings.get(path);
    if (known) return known;
    const reading = readText(at(path), () => (realRoot ??= realpathSync.native(root)));
    const size = 'text' in reading ? reading.text.length : 0;
    kept += size;
    if (kept > mostKept) {
      readings.clear();
      kept = size;
    }
    readings.set(path, reading);
    return reading;
  };
  return {
    read(path) {
      const reading = readingOf(path);
      return 'text' in reading ? reading.text : undefined;
    },
    problem(path) {
      const reading = readingOf(path);
      return 'text' in reading ? undefined : reading.problem;
    },
    // Of a module a dozen places below folders that are not there are tried.
    has: rememberedByText((path) => isFolder(folderOf(path)) && existsSync(at(path)), mostAsked),
    isFolder,
    list: () => (listing ??= walk(at)),
  };
}

/** A path may go on below a file, which is an error to the system and no folder to us. */
function isFolderAt(path: string): boolean {
  try {
    return quickStat(path)?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** What the system says of a place; where nothing is there, without an error, which takes longer to make. */
function quickStat(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** @throws what the system says of a place that can't be reached */
function isMissing(path: string): boolean {
  return !existsSync(path) && !quickStat(path);
}

function readText(path: string, root: () => string): Reading {
  try {
    if (isMissing(path)) return {};
    const place = realpathSync.native(path);
    if (!isBelow(place, root()))
      return { problem: 'it is a link that leads out of the repository' };
    const bytes = readRegularFile(place, largestFile);
    if (typeof bytes === 'string') return { problem: bytes };
    return bytes.includes(0) ? { problem: 'it holds binary data' } : { text: bytes.toString() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? {} : { problem: systemReason(error) };
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function walk(at: (path: string) => string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(at(folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(path);
      else if (entry.isFile()) found.push(path);
      if (found.length >= longestListing) return found.toSorted();
    }
  }
  return found.toSorted();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
