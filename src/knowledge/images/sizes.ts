import data from './sizes.json' with { type: 'json' };
import { nodeTag } from './node-tags.js';
import { compareVersions } from '../version-order.js';
import { hubName } from './hub-names.js';

type Sizes = Readonly<Record<string, number | undefined>>;

/** MB that the minimal runtime saves against the official Alpine image; measured with Node 26. */
export const savedByMinimalRuntime: number = data.minimalSaving;

/**
 * About how large an image is on disk, in MB (10^6 bytes), for messages that say "about": `node`,
 * `alpine`, `debian` and `gcr.io/distroless/nodejs*`. Most cells are interpolated.
 */
export function imageSize(repository: string, tag: string): number | undefined {
  const name = hubName(repository);
  const distroless = /^gcr\.io\/distroless\/nodejs(\d+)/.exec(name)?.[1];
  if (distroless !== undefined) return newestUpTo(data.distroless, distroless);
  if (name === 'node') return nodeSize(tag);
  if (name === 'alpine') return newestUpTo(data.alpine, /^\d+\.\d/.test(tag) ? tag : '99');
  return name === 'debian' ? debianSize(tag) : undefined;
}

function nodeSize(tag: string): number | undefined {
  const { major, variant } = nodeTag(tag) ?? {};
  if (major === undefined || variant === 'windows' || variant === 'other') return undefined;
  const column = variant === 'slim' || variant === 'alpine' ? variant : '';
  const sizes = Object.entries(data.node).map(([row, cells]) => [row, cells[column]]);
  return newestUpTo(Object.fromEntries(sizes), String(major));
}

function debianSize(tag: string): number | undefined {
  const codename = tag.replace(/-slim$/, '');
  const sizes: Sizes = tag.endsWith('-slim') ? data.debianSlim : data.debian;
  return Object.hasOwn(sizes, codename) ? sizes[codename] : undefined;
}

/** The row of a release, or of the last one before it. */
function newestUpTo(sizes: Sizes, release: string): number | undefined {
  const known = Object.keys(sizes).toSorted(compareVersions);
  const row = known.findLast((candidate) => compareVersions(candidate, release) <= 0);
  return row === undefined ? undefined : sizes[row];
}
