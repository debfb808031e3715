import { wordSet } from '../../grouping.js';
import data from './distroless.json' with { type: 'json' };

/** An image of Google's distroless project that holds node and nothing to work with. */
export interface DistrolessNode {
  readonly image: string;
  /** The day from which on it was no longer built again (ISO); absent while it still is. */
  readonly ended?: string;
}

const images = new Map(Object.entries(data.images));
const needsShell = wordSet(data.needsShell);
const repository = 'gcr.io/distroless/nodejs';

/** Where node lies in these images: it is their ENTRYPOINT, and no PATH leads to it. */
export const distrolessNode: string = data.node;

/** The user of the `:nonroot` tags; every tag has it in /etc/passwd. */
export const distrolessUser = { name: 'nonroot', id: 65532 } as const;

/** The image of a major of Node on a release of Debian; undefined where there is none. */
export function distrolessFor(major: number, debian: number): DistrolessNode | undefined {
  const ended = images.get(`${major} ${debian}`);
  if (ended === undefined) return undefined;
  return { image: `${repository}${major}-debian${debian}`, ...(ended !== '' && { ended }) };
}

/** Whether a name is one of these images, whatever its major. */
export function isDistrolessNode(name: string): boolean {
  return /^gcr\.io\/distroless\/nodejs(?:\d+)?(?:-debian\d+)?$/.test(name);
}

/** Whether a tag of these images runs as nonroot of itself. */
export function isNonrootTag(tag: string | undefined): boolean {
  return /(?:^|-)nonroot(?:-|$)/.test(tag ?? '');
}

/** Whether a package starts other programs, or a shell, while it runs. */
export function startsPrograms(packageName: string): boolean {
  return needsShell.has(packageName);
}

/** The tag by which such an image runs as nonroot; undefined for other images and for digests. */
export function distrolessTag({ name, tag, digest }: Reference): string | undefined {
  if (!isDistrolessNode(name) || digest !== undefined) return undefined;
  if (tag === undefined || tag === 'latest') return 'nonroot';
  return tag === 'debug' ? 'debug-nonroot' : undefined;
}

interface Reference {
  readonly name: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}
