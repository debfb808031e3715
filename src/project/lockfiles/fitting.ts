import { baseName, type Files } from '../files.js';
import type { Manifest } from '../manifest.js';
import { yamlValue } from '../yaml.js';
import type { Entry } from './entry.js';
import { readLockfile } from './index.js';
import { fitsManifest } from './npm.js';
import { requestOf } from './yarn.js';

/** Ranges of versions, which a lockfile repeats as they are; tags, catalogs, folders and git are told in other ways. */
const range = /^[\^~<>=v]?\s*\d/;
/** What replaces ranges: a lockfile of pnpm, or of Yarn 2 and later, tells the replacement alone. */
const replaced = /"(?:resolutions|overrides)"\s*:/;

/**
 * Whether a lockfile answers what a package.json beside it asks for: an install that finds a request without an
 * answer looks for one in the registry. One that can't be read counts as fitting.
 */
export function answersManifest(files: Files, path: string, manifest: Manifest): boolean {
  const text = files.read(path);
  if (text === undefined) return true;
  if (baseName(path).endsWith('.json')) return fitsManifest(text, manifest);
  if (replaced.test(manifest.text)) return true;
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const asked = [...dependencies, ...devDependencies, ...optionalDependencies].filter(([, one]) =>
    range.test(one),
  );
  if (baseName(path) === 'pnpm-lock.yaml') return repeatsAll(text, asked);
  const { packages } = readLockfile(files, path);
  const known = new Set(packages?.flatMap((one) => one.asked ?? []));
  return packages === undefined || asked.every((one) => known.has(requestOf(one)));
}

/** pnpm repeats the ranges of each package of a workspace, before version 6 those of a lone one at the top. */
function repeatsAll(text: string, asked: readonly (readonly [string, string])[]): boolean {
  let lock: { readonly importers?: Record<string, Entry>; readonly overrides?: unknown } & Entry;
  try {
    lock = yamlValue(text) as typeof lock;
  } catch {
    return true;
  }
  if (!lock || typeof lock !== 'object' || lock.overrides !== undefined) return true;
  const own = lock.importers?.['.'] ?? lock;
  const specifiers = new Map<string, unknown>(Object.entries((own.specifiers ?? {}) as Entry));
  for (const list of [own.dependencies, own.devDependencies, own.optionalDependencies])
    for (const [name, entry] of Object.entries((list ?? {}) as Record<string, unknown>))
      if (typeof entry === 'object' && entry !== null)
        specifiers.set(name, (entry as Entry).specifier);
  return asked.every(([name, one]) => specifiers.get(name) === one);
}
