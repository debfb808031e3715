import type { Dockerfile, Stage } from '../dockerfile/index.js';
import { likelyTwins } from '../knowledge/images/node-twins.js';
import type { Images } from '../transform.js';
import { digestOf, repositoryOf } from './registry.js';
import { cacheDigest, cachedDigest } from './registry-cache.js';

/**
 * Asks the registries for the images that the stages of a file may move to (`--online`).
 *
 * @returns the digest of each, null for one that is not there
 * @throws UserError when a registry can't be asked
 */
export async function imagesFor({ stages }: Dockerfile): Promise<Images> {
  const references = [...new Set(stages.flatMap(candidatesOf))];
  return Object.fromEntries(
    await Promise.all(
      references.map(async (one): Promise<[string, string | null]> => [one, await lookUp(one)]),
    ),
  );
}

function candidatesOf({ official, resolvedImage }: Stage): string[] {
  if (official !== 'node' || !resolvedImage || resolvedImage.name.includes('$')) return [];
  const { tag, digest, name } = resolvedImage;
  if (tag === undefined && digest !== undefined) return [];
  return likelyTwins(tag ?? '').map((twin) => `${name}:${twin}`);
}

async function lookUp(reference: string): Promise<string | null> {
  const known = cachedDigest(reference, Date.now());
  if (known !== undefined) return known;
  const colon = reference.lastIndexOf(':');
  const repository = repositoryOf(reference.slice(0, colon));
  const digest = await digestOf(repository, reference.slice(colon + 1));
  cacheDigest(reference, digest, Date.now());
  return digest;
}
