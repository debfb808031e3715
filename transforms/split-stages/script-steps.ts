import { posix } from 'node:path';
import { rememberedIn } from '../../src/memo.js';
import type { Manifest } from '../../src/project/index.js';
import { type Effect, isCache, nothing, type Site } from './effects.js';
import { isWithin } from './folders.js';

/** What a script of package.json does, those that it calls and its hooks included. */
export function scriptEffect(script: string, manifest: Manifest | undefined, site: Site): Effect {
  for (const name of manifest ? reachable(manifest, script) : []) {
    const body = manifest?.scripts.get(name) ?? '';
    const far = farPathIn(body, site);
    if (far !== undefined)
      return {
        does: 'obstacle',
        rule: 'outside-state',
        why: `The script "${name}" names ${far}, outside ${site.root}.`,
      };
    if (/\b(?:playwright|cypress|browsers) install\b/.test(body))
      return {
        does: 'obstacle',
        rule: 'home-cache',
        why: `The script "${name}" installs programs below the home folder, which the runtime stage does not get.`,
      };
  }
  return /^(?:test|lint|typecheck|type-check|check|audit)/.test(script)
    ? nothing
    : { does: 'build' };
}

/** A script, its hooks, and the scripts that these call by name; each once, however they call each other. */
export const reachable = rememberedIn(({ scripts }: Manifest, script): readonly string[] => {
  const found = new Set<string>();
  const waiting = [script];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const names = [`pre${one}`, one, `post${one}`].filter(
      (name) => scripts.has(name) && !found.has(name),
    );
    for (const name of names) found.add(name);
    const words = names.flatMap((name) => (scripts.get(name) ?? '').match(/[\w:.@/-]+/g) ?? []);
    for (const word of words.toReversed())
      if (scripts.has(word) && !found.has(word)) waiting.push(word);
  }
  return [...found];
}, 100);

/** The first path of a script's text that leads out of the application's folder. */
function farPathIn(body: string, { root, folders: [folder = root] }: Site): string | undefined {
  const paths = [
    ...body.matchAll(/(?<=^|[\s='"])((?:~|\.\.)?\/[\w.-]+(?:\/[\w.-]+)*|\.\.(?=\s|$))/g),
  ].map(([path]) => path);
  return paths.find(
    (path) =>
      !isCache(path) && (path.startsWith('~') || !isWithin(posix.resolve(folder, path), root)),
  );
}
