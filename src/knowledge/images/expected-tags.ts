import {
  buildOf,
  type Build,
  isMaintained,
  isMoving,
  newestVersion,
  versionBehind,
} from './node-builds.js';
import data from './node-tags.json' with { type: 'json' };
import { releasePin, type TagParts } from './tag-grammar.js';
import { compareVersions, majorOf } from '../version-order.js';

/** A tag that the table is too old for. */
export interface ExpectedTag {
  readonly major: number;
  /** The Debian release of its bare tag; absent for a major that the table does not know. */
  readonly debian: string | undefined;
}

/**
 * What a tag newer than the table is taken to be: `28-alpine`, `24.30.1-slim`, `lithium`,
 * `24-alpine3.29`. It has the variants of the newest version known of its major, or of all.
 */
export function expectedTag({ name, suffix }: TagParts): ExpectedTag | undefined {
  if (name.startsWith('lts-') && suffix !== '') return undefined;
  const major = expectedMajor(name);
  if (major === undefined) return undefined;
  const own = newestVersion(major);
  const model = buildOf(own ?? newestVersion()!)!;
  if (!hasVariant(model, suffix)) return undefined;
  return { major, debian: own === undefined ? undefined : model.debian };
}

function expectedMajor(name: string): number | undefined {
  const codename = name.replace(/^lts-/, '');
  const expected = Object.entries(data.expectedCodenames).find(([known]) => known === codename);
  if (expected) return expected[1];
  if (isMoving(name, '')) return majorOf(versionBehind(name, '')!);
  return /^\d/.test(name) && isNewer(name) ? majorOf(name) : undefined;
}

/** Newer than all of a maintained major, or of a major to come; a finished major gets no more. */
function isNewer(version: string): boolean {
  const major = majorOf(version);
  if (!isMaintained(major)) return major > majorOf(newestVersion()!);
  const released = data.released.some((known) => `${known}.`.startsWith(`${version}.`));
  return released || compareVersions(version, newestVersion(major)!) > 0;
}

/** One of the variants of the model, or a variant on an OS release that came after it. */
function hasVariant({ variants }: Build, suffix: string): boolean {
  const { alpine, debian } = releasePin(suffix);
  if (variants.has(suffix)) return true;
  if (debian !== undefined) return data.comingDebian.includes(debian);
  const pinned = [...variants].flatMap((variant) => releasePin(variant).alpine ?? []);
  return alpine !== undefined && pinned.every((known) => compareVersions(alpine, known) > 0);
}
