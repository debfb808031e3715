import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cachePath } from '../machine/cache-folder.js';

/** What a registry said of a tag, and when (milliseconds since 1970). */
interface Entry {
  readonly digest: string | null;
  readonly at: number;
}

const hour = 3_600_000;

/** What registries said lately; a tag that is not there yet is asked for sooner. */
export function cachedDigest(reference: string, now: number): string | null | undefined {
  const path = pathOf(reference);
  if (path === undefined) return undefined;
  try {
    const { digest, at } = JSON.parse(readFileSync(path, 'utf8')) as Entry;
    const fresh = now - at < (digest === null ? hour : 24 * hour);
    return fresh && (digest === null || typeof digest === 'string') ? digest : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers what a registry said; where that can't be written it is asked again next time. */
export function cacheDigest(reference: string, digest: string | null, now: number): void {
  const path = pathOf(reference);
  if (path === undefined) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ digest, at: now } satisfies Entry));
  } catch {
    // A cache is no reason to fail.
  }
}

function pathOf(reference: string): string | undefined {
  return cachePath('registry', `${encodeURIComponent(reference)}.json`);
}
