import data from './build-caches.json' with { type: 'json' };

/** What a builder writes for its next run; nothing that runs reads it. */
export interface BuildCache {
  /** The package that the builder is in, and the major versions that write the cache. */
  readonly package: string;
  readonly since: number;
  readonly before: number;
  /** The folder, relative to the one in which the builder runs. */
  readonly cache: string;
  /** The names of files that may say otherwise. */
  readonly settings: RegExp;
  /** What such a file holds that says so. */
  readonly moved: RegExp;
  /** What a Dockerfile holds that says it itself, or that keeps the builder from it. */
  readonly unless: RegExp;
}

const builders = new Map<string, BuildCache>(
  Object.entries(data.builders).map(([name, { settings, moved, unless, ...builder }]) => [
    name,
    {
      before: Infinity,
      ...builder,
      settings: new RegExp(settings),
      moved: new RegExp(moved),
      unless: new RegExp(unless),
    },
  ]),
);

/** The cache that a command line leaves behind; undefined where none is known. */
export function buildCache(program: string, args: readonly string[]): BuildCache | undefined {
  const isBuild = args[0] === 'build' && !args.some((word) => word.startsWith('--turbo'));
  return isBuild ? builders.get(program) : undefined;
}
