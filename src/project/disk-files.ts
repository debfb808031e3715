import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './files.js';

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

/** Files on disk below a folder; what was read lately is not read again. */
export function diskFiles(root: string): Files {
  const texts = new Map<string, string | undefined>();
  let kept = 0;
  let listing: string[] | undefined;
  return {
    read(path) {
      if (texts.has(path)) return texts.get(path);
      const text = readText(join(root, path));
      kept += text?.length ?? 0;
      if (kept > mostKept) {
        texts.clear();
        kept = text?.length ?? 0;
      }
      texts.set(path, text);
      return text;
    },
    has: (path) => existsSync(join(root, path)),
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

function readText(path: string): string | undefined {
  try {
    if (statSync(path).size > largestFile) return undefined;
    const text = readFileSync(path, 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
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
