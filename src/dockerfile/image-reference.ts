import type { Span } from '../edits.js';

/** A reference to an image, as FROM writes it; variables are left as they are. */
export interface ImageReference {
  readonly text: string;
  /** Everything before tag and digest: `docker.io/library/node`. */
  readonly name: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
  /** Where the tag stands in the text, without its colon. */
  readonly tagSpan?: Span | undefined;
}

/**
 * Takes a reference apart (distribution/reference: `name[:tag][@digest]`). A port in the registry
 * is no tag, and a colon inside `${…}` is none either.
 */
export function parseImageReference(text: string): ImageReference {
  const masked = withoutVariables(text);
  const at = masked.indexOf('@');
  const end = at === -1 ? text.length : at;
  const colon = masked.lastIndexOf(':', end - 1);
  const tagged = colon > masked.slice(0, end).lastIndexOf('/');
  return {
    text,
    name: text.slice(0, tagged ? colon : end),
    tag: tagged ? text.slice(colon + 1, end) : undefined,
    digest: at === -1 ? undefined : text.slice(at + 1),
    tagSpan: tagged ? { start: colon + 1, end } : undefined,
  };
}

/**
 * A reference with its variables filled in; undefined where one is not known, or nothing remains. The
 * prefix of a mirror may be a variable that only the builder knows.
 */
export function resolvedReference(
  image: ImageReference,
  fill: (text: string) => string | undefined,
  mirrors: readonly string[],
): ImageReference | undefined {
  const mirrored = image.name.includes('$') && officialImage(image, mirrors) !== undefined;
  const kept = mirrored ? image.name : '';
  const rest = fill(image.text.slice(kept.length));
  return rest === undefined || kept + rest === '' ? undefined : parseImageReference(kept + rest);
}

/** A reference as it is when nobody passes a build argument; undefined where that is none. */
export function validReference(
  { text }: ImageReference,
  fill: (text: string) => string | undefined,
): ImageReference | undefined {
  const whole = fill(text);
  return whole !== undefined && valid.test(whole) ? parseImageReference(whole) : undefined;
}

/** `name[:tag][@digest]` of distribution/reference; the builder refuses anything else. */
const valid =
  /^[a-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9][\w.-]*)*(?::\w[\w.-]{0,127})?(?:@[\w+.-]+:[0-9a-f]+)?$/i;

/** The text with `$` for every character of a braced variable, nested ones included. */
function withoutVariables(text: string): string {
  if (!text.includes('${')) return text;
  let depth = 0;
  let masked = '';
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1;
    masked += depth > 0 ? '$' : (text[at] as string);
    if (depth > 0 && text[at] === '}') depth -= 1;
  }
  return masked;
}

/** The registries under which Docker's official images are found (handbook C.1). */
const officialPrefixes = [
  '',
  'library/',
  'docker.io/',
  'docker.io/library/',
  'index.docker.io/',
  'index.docker.io/library/',
  'registry-1.docker.io/library/',
  'registry.hub.docker.com/library/',
  'public.ecr.aws/docker/library/',
];

/**
 * The name of the official image that a reference means (`node`, `alpine`), or undefined.
 *
 * @param mirrors prefixes under which the user's own registry serves official images, and
 *   `name=official` for images of other names
 */
export function officialImage(
  reference: ImageReference,
  mirrors: readonly string[] = [],
): string | undefined {
  const renamed = mirrors.find((mirror) => mirror.startsWith(`${reference.name}=`));
  if (renamed !== undefined) return renamed.slice(reference.name.length + 1);
  const isOfficial = (one: string): boolean => isPlainBehind(reference.name, one);
  const prefix =
    officialPrefixes.find(isOfficial) ??
    mirrors.map((mirror) => mirror.replace(/\/*$/, '/')).find(isOfficial);
  return prefix === undefined ? undefined : reference.name.slice(prefix.length);
}

/** Whether a name is a prefix and one word behind it. */
function isPlainBehind(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^[a-z][a-z0-9_-]*$/.test(name.slice(prefix.length));
}
