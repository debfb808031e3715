import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { rememberedByText } from '../memo.js';
import { systemReason } from '../user-error.js';
import type { Files } from './files.js';
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
  const readingOf = (path: string): Reading => {
    const known = readings.get(path);
    if (known) return known;
    const reading = readText(root, path);
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
    has: rememberedByText((path) => existsSync(join(root, path)), mostAsked),
    isFolder: (path) => isFolder(join(root, path)),
    list: () => (listing ??= walk(root)),
  };
}

/** A path may go on below a file, which is an error to the system and no folder to us. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readText(root: string, path: string): Reading {
  try {
    const place = realpathSync.native(join(root, path));
    if (!isBelow(place, realpathSync.native(root)))
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

function walk(root: string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
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
