import { rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { nodeTag } from '../../../src/knowledge/images/node-tags.js';
import {
  alpineTwin,
  likelyTwins,
  slimTwin,
  type Twin,
} from '../../../src/knowledge/images/node-twins.js';
import { decline, type Declined, type Images } from '../../../src/transform.js';
import { isDeclined, type Move, type Target } from '../move.js';

/** The tags before and after, with the defaults of build arguments filled in. */
export interface Twins {
  readonly before: string;
  /** With its digest where the one before had one. */
  readonly after: string;
  /** The tag is newer than the tables. */
  readonly assumed: boolean;
}

/** What is known of a tag that may be the twin. */
interface Candidate {
  readonly twin: Pick<Twin, 'tag' | 'assumed'>;
  /** What a registry said: null for no such tag, undefined where nobody asked. */
  readonly digest: string | null | undefined;
}

/**
 * The twin of a stage's image, or the reason why there is none: a digest, a variable or an unknown
 * tag is in the way (C.2).
 *
 * @param images what registries said, where they were asked
 */
export function twinsOf(stage: Stage, target: Target, images: Images): Twins | Declined {
  const { image, from, resolvedImage } = stage;
  if (!resolvedImage || !/^\w/.test(resolvedImage.tag ?? 'latest'))
    return decline(
      'alpine-base/dynamic-tag',
      from,
      `"${image.text}" takes its tag from a variable without a default.`,
      'Give the ARG a default above FROM.',
    );
  const { name, tag: before = '' } = resolvedImage;
  const found = candidate(before, target, (tag) => images[`${name}:${tag}`]);
  if (resolvedImage.digest !== undefined) return pinnedTwins(stage, before, found);
  if (found && found.digest !== null)
    return {
      before,
      after: found.twin.tag,
      assumed: found.twin.assumed && found.digest === undefined,
    };
  return decline(
    'alpine-base/unknown-tag',
    from,
    found
      ? `The registry has no "${name}:${found.twin.tag}".`
      : `No ${target} tag is known for "node:${before}".`,
    'Choose a version that has one.',
  );
}

/** The twin by the tables, else one by the pattern of tags that a registry has. */
function candidate(
  tag: string,
  target: Target,
  digestOf: (tag: string) => string | null | undefined,
): Candidate | undefined {
  const known = target === 'alpine' ? alpineTwin(tag) : slimTwin(tag);
  if (known) return { twin: known, digest: digestOf(known.tag) };
  const likely = likelyTwins(tag).filter((one) => one.endsWith(target));
  const found = likely.find((one) => typeof digestOf(one) === 'string');
  return found === undefined
    ? undefined
    : { twin: { tag: found, assumed: false }, digest: digestOf(found) };
}

/** A digest is of one image: a registry has to say that of the twin (C20). */
function pinnedTwins(
  { from, resolvedImage }: Stage,
  before: string,
  found: Candidate | undefined,
): Twins | Declined {
  const tagged = resolvedImage?.tag !== undefined;
  if (tagged && typeof found?.digest === 'string')
    return { before, after: `${found.twin.tag}@${found.digest}`, assumed: false };
  return decline(
    'alpine-base/digest-pin',
    from,
    'The digest pins the Debian image; the Alpine one has another.',
    tagged
      ? 'Drop the pin, or let --online look up the digest of the other tag.'
      : 'Name the version beside the digest, then let --online look up the other one.',
  );
}

/** The tag of a twin, without the digest that a registry gave it. */
export function withoutDigest(after: string): string {
  return after.replace(/@.*/, '');
}

/** The Alpine release that a stage moves to, where it is known. */
export function alpineRelease({ options }: Move, stage: Stage): string | undefined {
  const twins = twinsOf(rootOf(stage), 'alpine', options.images);
  return isDeclined(twins) ? undefined : nodeTag(withoutDigest(twins.after))?.alpineRelease;
}
