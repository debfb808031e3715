import data from './contents.json' with { type: 'json' };

/** Kinds of image whose programs are known; the node ones are the official image's variants. */
export type ImageKind = 'node-debian' | 'node-slim' | 'node-alpine' | 'alpine' | 'debian-slim';

interface Presence {
  readonly has: readonly string[];
  readonly unsure: readonly string[];
}

const programs = new Map<string, Presence>();
for (const { images, unsure = '', programs: names } of data.groups) {
  const presence = { has: images.split(' '), unsure: unsure.split(' ') };
  for (const name of names.split(' ')) programs.set(name, presence);
}
const alpinePaths = new Set(
  Object.entries(data.alpinePaths).flatMap(([folder, names]) =>
    names.split(' ').map((name) => `${folder}/${name}`),
  ),
);

/**
 * Whether a kind of image has a program (or its shell a builtin of that name), by bare name.
 * Undefined when it is not known or depends on the release, as for `yarn`, `corepack` and Debian's
 * `adduser`.
 */
export function programIn(image: ImageKind, program: string): boolean | undefined {
  const presence = programs.get(program);
  if (!presence || presence.unsure.includes(image)) return undefined;
  return presence.has.includes(image);
}

/**
 * Whether Alpine has a program at exactly this path below /bin, /sbin, /usr/bin or /usr/sbin.
 * Debian has all of them below /usr/bin and /bin alike.
 */
export function alpineHasPath(path: string): boolean {
  return alpinePaths.has(path);
}
