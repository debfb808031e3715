import { rememberedByText } from '../../memo.js';
import { nodeTag, type NodeTag } from './node-tags.js';
import { isVariant, joinTag, tagParts, variantOf } from './tag-grammar.js';

/** The tag that says the same version on another OS. */
export interface Twin {
  readonly tag: string;
  /** The twin is newer than the table and follows its pattern. */
  readonly assumed: boolean;
  /** Alpine release inside, such as `3.19`; absent when not known or not Alpine. */
  readonly alpineRelease?: string;
  /** Debian codename inside; absent when not known or not Debian. */
  readonly debianRelease?: string;
}

/**
 * The Alpine tag of the same version (handbook C10 to C19). Undefined where it was never
 * published, and for tags that are Alpine already, onbuild or not known.
 */
export const alpineTwin = rememberedByText((tag): Twin | undefined => {
  const source = nodeTag(tag);
  if (source?.variant !== 'debian' && source?.variant !== 'slim') return undefined;
  return published(twinTag(tag, source, 'alpine'));
});

/** The slim tag of the same version on the same Debian release; undefined where there is none. */
export const slimTwin = rememberedByText((tag): Twin | undefined => {
  const source = nodeTag(tag);
  if (source?.variant !== 'debian') return undefined;
  const release = source.debianRelease;
  const plain = source.pinnedRelease ? undefined : published(twinTag(tag, source, 'slim'));
  if (plain && plain.debianRelease === release) return plain;
  return release === undefined ? undefined : published(twinTag(tag, source, `${release}-slim`));
});

/**
 * The tags that a Debian tag's twins have by the pattern of all, whether they were published or not;
 * none for a tag outside the grammar.
 */
export function likelyTwins(tag: string): string[] {
  const { name, suffix } = tagParts(tag);
  if (!isDebian(suffix === '' ? '' : `-${suffix}`)) return [];
  const known = [alpineTwin(tag)?.tag, slimTwin(tag)?.tag];
  const slim = suffix.endsWith('slim')
    ? []
    : [joinTag({ name, suffix: suffix === '' ? 'slim' : `${suffix}-slim` })];
  return [...new Set([...known, joinTag({ name, suffix: 'alpine' }), ...slim])].filter(
    (one) => one !== undefined,
  );
}

/**
 * The suffix of the Alpine twin where the version is a placeholder: `-bookworm-slim` after
 * `${VERSION}` becomes `-alpine`, '' too. Undefined for any other than a Debian suffix.
 */
export function twinOfSuffix(suffix: string): string | undefined {
  return isDebian(suffix) ? '-alpine' : undefined;
}

/** The suffix of the slim twin where the version is a placeholder: '' becomes `-slim`. */
export function slimTwinOfSuffix(suffix: string): string | undefined {
  return isDebian(suffix) && !suffix.endsWith('-slim') ? `${suffix}-slim` : undefined;
}

function isDebian(suffix: string): boolean {
  if (suffix === '') return true;
  const [dash, variant] = [suffix.charAt(0), suffix.slice(1)];
  if (dash !== '-' || variant === '' || !isVariant(variant)) return false;
  return ['debian', 'slim'].includes(variantOf(variant));
}

/**
 * `lts-iron` only exists bare, so its twins are those of `iron`. A tag that stopped at an older
 * major (`node:stretch` is Node 17) goes to that exact version, never to a newer major.
 */
function twinTag(tag: string, source: NodeTag, suffix: string): string {
  const name = tagParts(tag).name.replace(/^lts-/, '');
  const twin = joinTag({ name, suffix });
  const stayed = nodeTag(twin)?.major === source.major || source.exact === undefined;
  return stayed ? twin : joinTag({ name: source.exact, suffix });
}

function published(tag: string): Twin | undefined {
  const twin = nodeTag(tag);
  if (!twin) return undefined;
  const { assumed, alpineRelease, debianRelease } = twin;
  return {
    tag,
    assumed,
    ...(alpineRelease !== undefined && { alpineRelease }),
    ...(debianRelease !== undefined && { debianRelease }),
  };
}
