import { tagNames } from './node-builds.js';
import data from './node-tags.json' with { type: 'json' };

/** A tag's name and suffix: `20` and `bookworm-slim`, `latest` and `alpine`. */
export interface TagParts {
  readonly name: string;
  readonly suffix: string;
}

/** The OS release that a suffix names. */
interface ReleasePin {
  readonly alpine?: string;
  readonly debian?: string;
}

const released = ['wheezy', 'jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie'];
const codenames = [...released, ...data.comingDebian].join('|');
const suffixForm = new RegExp(
  `^(?:|slim|onbuild|alpine(?<alpine>3\\.\\d+)?|(?<debian>${codenames})(?:-slim)?)$`,
);
const names = tagNames.filter((name) => name !== 'latest').toSorted((a, b) => b.length - a.length);
const named = new RegExp(
  `^(?<name>\\d{1,2}(?:\\.\\d+){0,2}|${names.join('|')})(?:-(?<suffix>.+))?$`,
);

/** Splits a tag into name and suffix without asking whether it exists; '' is `latest`. */
export function tagParts(tag: string): TagParts {
  const { name = 'latest', suffix = '' } = named.exec(tag)?.groups ?? { suffix: tag };
  return { name, suffix: name === 'latest' && suffix === 'latest' ? '' : suffix };
}

/** Puts a tag together: `latest` stands only alone. */
export function joinTag({ name, suffix }: TagParts): string {
  if (suffix === '') return name;
  return name === 'latest' ? suffix : `${name}-${suffix}`;
}

/** Whether a suffix is of a form that official tags have: '', `slim`, `bookworm-slim`, `alpine3.19`. */
export function isVariant(suffix: string): boolean {
  return suffixForm.test(suffix);
}

/** The OS release in a suffix: Debian `bookworm` of `bookworm-slim`, Alpine `3.19` of `alpine3.19`. */
export function releasePin(suffix: string): ReleasePin {
  return suffixForm.exec(suffix)?.groups ?? {};
}

/** The kind of image that a suffix of the grammar stands for. */
export function variantOf(suffix: string): 'debian' | 'slim' | 'alpine' | 'onbuild' {
  if (suffix.startsWith('alpine')) return 'alpine';
  if (suffix === 'onbuild') return 'onbuild';
  return suffix.endsWith('slim') ? 'slim' : 'debian';
}
