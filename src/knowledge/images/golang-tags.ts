import { golangImage } from './golang.js';
import { compareVersions } from '../version-order.js';

/**
 * Every version from 1.13 on was published on Alpine as well (docker-library/official-images, history of
 * library/golang to 2026-08-19). From it on go gets modules from a proxy, where it needed git before, which
 * the image on Alpine lacks (go.dev/doc/go1.13, 2026-11).
 */
const first = '1.13';

/** The Alpine tag of the same Go; undefined where the tag is another system's, or too old to go there. */
export function golangTwin(tag: string): string | undefined {
  if (golangImage(tag)?.family !== 'debian') return undefined;
  const version = /^\d+(?:\.\d+)*/.exec(tag)?.[0];
  if (version === undefined) return 'alpine';
  return version.includes('.') && compareVersions(version, first) < 0
    ? undefined
    : `${version}-alpine`;
}
