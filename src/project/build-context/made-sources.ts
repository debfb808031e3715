import { type Files, folderOf, joinPath } from '../files.js';

/** What builds make, and what people leave out of a repository: a checkout lacks it. */
const made =
  /^(?:dist|build|out|output|lib|public|release|bundle|coverage|node_modules|\.next|\.nuxt|\.output|\.svelte-kit|\.npmrc|\.env(?:\..*)?)$/;

/**
 * Whether a source that is not in a folder may be there when the image is built: made by a step
 * before, or left out of the repository.
 *
 * @param folder the folder of the build context, from the repository's root
 * @param source as COPY names it, from that folder
 */
export function isMadeBefore(files: Files, folder: string, source: string): boolean {
  const path = joinPath('', source);
  if (path === undefined || path === '') return false;
  return isMade(path) || isLeftOut(files, joinPath(folder, path) ?? path);
}

/** Whether a path of the build context has the name of something that a build makes, or people leave out. */
export function isMade(source: string): boolean {
  const parts = (joinPath('', source) ?? '').split('/');
  return [parts[0], parts.at(-1)].some((part = '') => made.test(part));
}

/** Whether a line of a .gitignore above a path is its name, or that of a folder above it. */
function isLeftOut(files: Files, path: string): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const text = files.read(joinPath(folder, '.gitignore') ?? '');
    const below = folder === '' ? path : path.slice(folder.length + 1);
    const names = new Set([...below.split('/'), ...prefixes(below)]);
    const lines = text?.split('\n').map((line) => line.trim().replace(/^\/|\/$/g, ''));
    if (lines?.some((line) => names.has(line))) return true;
    if (folder === '') return false;
  }
}

/** `a`, `a/b` and `a/b/c` of the last. */
function prefixes(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
