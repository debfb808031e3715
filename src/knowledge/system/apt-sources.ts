import { wordSet } from '../../grouping.js';
import data from './apt-sources.json' with { type: 'json' };

/**
 * What a source of packages for apt has: Debian's own packages, by a mirror or not, or programs
 * that the official node image brings by itself.
 */
export type AptSource = 'debian' | 'mirror' | 'image';

const image = wordSet(data.image);
const mirrors = wordSet(data.mirrors);
/** A snapshot is a date on purpose: what stands there is not what Alpine has. */
const debian = /^(?!snapshot\.)(?:[\w-]+\.)*debian\.(?:org|net)$/;

const vendors = new Map(Object.entries(data.vendors));

/** What to do on Alpine about a vendor's own source of packages; undefined for most. */
export function vendorAdvice(host: string): string | undefined {
  return vendors.get(host);
}

/** What is known of the packages that a host serves; undefined for any other host. */
export function aptSource(host: string): AptSource | undefined {
  if (image.has(host)) return 'image';
  if (mirrors.has(host)) return 'mirror';
  return debian.test(host) ? 'debian' : undefined;
}
