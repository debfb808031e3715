import data from './node-onbuild.json' with { type: 'json' };
import { nodeTag } from './node-tags.js';
import { compareVersions } from '../version-order.js';

/** What an `-onbuild` tag of the official `node` image does in the builds that are based on it. */
export interface OnbuildImage {
  /** The tag of the same image without triggers. */
  readonly tag: string;
  readonly workdir: string;
  /** The instructions that run directly after FROM, as words. */
  readonly triggers: readonly (readonly string[])[];
  readonly command: readonly string[];
}

type Triggers = keyof typeof data.triggers;

const since = Object.entries(data.since) as readonly (readonly [string, Triggers | null])[];

/**
 * The image behind an `-onbuild` tag as it was last published; none is published any more, so that
 * it can't change. Undefined where its triggers are not known.
 */
export function onbuildImage(tag: string): OnbuildImage | undefined {
  const { variant, exact } = nodeTag(tag) ?? {};
  if (variant !== 'onbuild' || exact === undefined) return undefined;
  const kind = since.findLast(([version]) => compareVersions(version, exact) <= 0)?.[1];
  if (!kind) return undefined;
  const { workdir, command } = data;
  return { tag: plainTag(tag, exact), workdir, command, triggers: data.triggers[kind] };
}

/** The shortest tag that stands for the same version for good. */
function plainTag(tag: string, exact: string): string {
  const images: Readonly<Record<string, string>> = data.images;
  const plain = tag.replace(/-?onbuild$/, '');
  const same = plain !== '' && nodeTag(plain)?.exact === exact;
  return images[exact] ?? (same ? plain : exact);
}
