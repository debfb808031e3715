import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** The sources below folders, with their text. What a rule's page says is for people to judge. */
export function sourcesIn(paths) {
  return paths
    .flatMap((path) => (statSync(join(root, path)).isFile() ? [path] : within(path)))
    .filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.endsWith('rules.ts'))
    .map((path) => ({ name: path, content: readFileSync(join(root, path), 'utf8'), mutate: true }));
}

function within(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder.replace(/\/$/, '')}/${path}`)
    .toSorted();
}
