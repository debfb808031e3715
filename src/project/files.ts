/** The files around a Dockerfile, by paths from the repository's root with forward slashes. */
export interface Files {
  /** The text of a file; undefined when there is none or it can't be read as text. */
  read(path: string): string | undefined;
  /** Why a file that is there can't be read as text: a clause; absent where that can't happen. */
  problem?(path: string): string | undefined;
  has(path: string): boolean;
  isFolder(path: string): boolean;
  /** Every file, but for node_modules and .git, sorted. */
  list(): readonly string[];
}

/** Files held in memory: for tests, for a browser, for a corpus. */
export function memoryFiles(
  texts: Readonly<Record<string, string>>,
  others: readonly string[] = [],
): Files {
  const paths = [...new Set([...Object.keys(texts), ...others])].toSorted();
  const all = new Set(paths);
  const folders = new Set(paths.flatMap(ancestors));
  const listing = paths.filter((path) => !/(^|\/)(node_modules|\.git)\//.test(path));
  return {
    read: (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    has: (path) => all.has(path) || folders.has(path),
    isFolder: (path) => folders.has(path),
    list: () => listing,
  };
}

/** No files at all: a Dockerfile from standard input. */
export const noFiles: Files = memoryFiles({});

/** The folders above a path, the root ('') included. */
function ancestors(path: string): string[] {
  const folders = [''];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    folders.push(path.slice(0, at));
  return folders;
}

/** Joins two paths inside the files; undefined when the result leaves the root. */
export function joinPath(folder: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The folder of a path: '' for the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Whether a path of the repository lies below one of its folders: '' is the root, and above all. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** The files that lie in a folder itself and have such a name. */
export function filesNamed(files: Files, folder: string, name: RegExp): string[] {
  return files.list().filter((path) => folderOf(path) === folder && name.test(baseName(path)));
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
