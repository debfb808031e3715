import { settingsLoaded } from '../../knowledge/npm/loaded-by-name.js';
import { baseName, type Files, folderOf } from '../files.js';

/** Folders in which a package looks for its settings, below that of package.json. */
const places = ['', 'src'];

/** The sources with its settings that a package loads when it runs: `next` as a library reads next.config.js. */
export function settingsFiles(files: Files, folder: string, name: string): readonly string[] {
  const pattern = settingsLoaded(name);
  if (!pattern) return [];
  const folders = new Set(places.map((place) => [folder, place].filter(Boolean).join('/')));
  return files.list().filter((path) => folders.has(folderOf(path)) && pattern.test(baseName(path)));
}
