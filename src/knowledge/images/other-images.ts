import { hubName } from './hub-names.js';
import data from './other-images.json' with { type: 'json' };

/** What is to be said of an image that is not moved to Alpine. */
interface OtherImage {
  /** What it is, as the rest of a sentence that begins with its name. */
  readonly because: string;
  readonly advice: string;
  /** Whether it is a system and nothing else: what it brings, the file says. */
  readonly system?: boolean;
}

type Row = string | OtherImage;

const official = new Map(Object.entries<Row>(data.official));
const others = new Map(Object.entries<Row>(data.others));
const kinds = new Map(Object.entries<OtherImage>(data.kinds));

/**
 * What is known of an image by name.
 *
 * @param name everything before the tag
 * @param library the name of the official image, if it is one
 */
export function otherImage(name: string, library?: string): OtherImage | undefined {
  const row = library === undefined ? others.get(hubName(name)) : official.get(library);
  return typeof row === 'string' ? kinds.get(row) : row;
}
