import type { ImageReference } from './image-reference.js';

/**
 * How an official image is written beside one that comes from the user's registry: under the same
 * mirror, or by the name that the registry has for it. Who has a registry of their own may not reach
 * Docker Hub.
 *
 * @param wanted as Docker Hub has it: `alpine:3`
 */
export function siblingImage(
  { name }: ImageReference,
  wanted: string,
  mirrors: readonly string[],
): string {
  const prefixes = mirrors.filter((one) => !one.includes('=')).map(withSlash);
  const own = prefixes.find((prefix) => name.startsWith(prefix));
  const isRenamed = mirrors.some((one) => one.startsWith(`${name}=`));
  if ((own === undefined && !isRenamed) || wanted.includes('/')) return wanted;
  const [official = '', tag = ''] = wanted.split(':');
  const renamed = mirrors.find((one) => one.endsWith(`=${official}`));
  if (renamed !== undefined) return `${renamed.slice(0, -official.length - 1)}:${tag}`;
  return `${own ?? prefixes[0] ?? ''}${wanted}`;
}

function withSlash(mirror: string): string {
  return mirror.replace(/\/*$/, '/');
}
