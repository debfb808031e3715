import { expectedTag, type ExpectedTag } from './expected-tags.js';
import { rememberedByText } from '../../memo.js';
import { buildOf, isMoving, versionBehind } from './node-builds.js';
import data from './node-tags.json' with { type: 'json' };
import { isVariant, releasePin, type TagParts, tagParts, variantOf } from './tag-grammar.js';
import { majorOf } from '../version-order.js';

/** What a tag of the official `node` image stands for. */
export interface NodeTag {
  /** The part before the OS suffix: `20`, `20.11.1`, `lts`, `iron`; '' for `latest` and bare suffixes. */
  readonly version: string;
  /**
   * The major by the table; the real one may be newer where `version` is '', `current` or `lts`.
   * Absent when not known.
   */
  readonly major?: number;
  readonly variant: 'debian' | 'slim' | 'alpine' | 'onbuild' | 'windows' | 'other';
  /** Codename of the Debian release inside, also for a plain tag; absent when not known. */
  readonly debianRelease?: string;
  /** Alpine release inside, such as `3.19`; absent when not known. */
  readonly alpineRelease?: string;
  /** The tag itself names its OS release. */
  readonly pinnedRelease: boolean;
  /** The tag is newer than the table and follows its pattern. */
  readonly assumed: boolean;
  /** The tag still gets pushed again with another Node version. */
  readonly moving: boolean;
  /** The exact version inside, where it can't change any more. */
  readonly exact?: string;
}

/** The releases inside an image as far as the table tells. */
interface Releases {
  readonly debian: string | undefined;
  readonly alpine?: string | undefined;
}

/**
 * What a tag of the official `node` image stands for, by the tags listed until the table's date;
 * '' is `latest`. Undefined for a tag outside the grammar and for one that never existed.
 */
export const nodeTag = rememberedByText((tag): NodeTag | undefined => {
  const parts = tagParts(tag);
  if (!isVariant(parts.suffix)) return foreignTag(tag);
  const version = versionBehind(parts.name, parts.suffix);
  if (version !== undefined) return publishedTag(parts, version);
  const expected = expectedTag(parts);
  return expected && assumedTag(parts, expected);
});

function publishedTag(parts: TagParts, version: string): NodeTag {
  const moving = isMoving(parts.name, parts.suffix);
  const certain = !moving || !data.uncertain.includes(parts.name);
  const build = buildOf(version);
  const slim = parts.suffix.endsWith('slim') ? build?.slimDebian : undefined;
  return {
    ...described(parts, { ...build, debian: certain ? (slim ?? build?.debian) : undefined }),
    major: majorOf(version),
    assumed: false,
    moving,
    ...(!moving && { exact: version }),
  };
}

function assumedTag(parts: TagParts, { major, debian }: ExpectedTag): NodeTag {
  const moving = !/^\d+\.\d+\.\d+$/.test(parts.name);
  return { ...described(parts, { debian }), major, assumed: true, moving };
}

function described({ name, suffix }: TagParts, releases: Releases) {
  const variant = variantOf(suffix);
  const pin = releasePin(suffix);
  const debianRelease = variant === 'alpine' ? undefined : (pin.debian ?? releases.debian);
  const alpineRelease = variant === 'alpine' ? (pin.alpine ?? releases.alpine) : undefined;
  return {
    version: name === 'latest' ? '' : name,
    variant,
    ...(debianRelease !== undefined && { debianRelease }),
    ...(alpineRelease !== undefined && { alpineRelease }),
    pinnedRelease: (pin.debian ?? pin.alpine) !== undefined,
  };
}

/** Chakracore tags have neither slim nor Alpine forms; Windows is in the grammar, never published. */
function foreignTag(tag: string): NodeTag | undefined {
  const shared = { pinnedRelease: false, assumed: false, moving: false };
  if (data.chakracore.includes(tag)) {
    const major = /\d+/.exec(tag);
    return {
      ...shared,
      version: tag,
      ...(major && { major: Number(major) }),
      variant: 'other',
    };
  }
  if (!/(?:^|-)(?:windowsservercore|nanoserver)(?:-|$)/.test(tag)) return undefined;
  const { name } = tagParts(tag);
  return {
    ...shared,
    version: name === 'latest' ? '' : name,
    variant: 'windows',
  };
}
