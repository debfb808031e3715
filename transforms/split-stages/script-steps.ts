import { posix } from 'node:path';
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

/** A script, its hooks, and the scripts that these call by name. */
export function reachable(
  { scripts }: Manifest,
  script: string,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  const names = [`pre${script}`, script, `post${script}`].filter(
    (name) => scripts.has(name) && !seen.has(name),
  );
  const now = new Set([...seen, ...names]);
  const called = names.flatMap((name) =>
    [...(scripts.get(name) ?? '').matchAll(/[\w:.@/-]+/g)]
      .map(([word]) => word)
      .filter((word) => scripts.has(word) && !now.has(word)),
  );
  return [
    ...names,
    ...[...new Set(called)].flatMap((name) => reachable({ scripts } as Manifest, name, now)),
  ];
}

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
