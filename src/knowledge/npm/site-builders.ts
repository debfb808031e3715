import data from './site-builders.json' with { type: 'json' };

/** A program that builds a site, and where it puts it. */
export interface SiteBuilder {
  /** Relative to the folder in which it runs. */
  readonly folder: string;
  /** The names of files that may say otherwise. */
  readonly settings: RegExp;
  /** What such a file, a variable's name or an option holds that says so. */
  readonly moved: RegExp;
}

const builders = new Map(
  Object.entries(data.builders).map(([name, { folder, settings, moved }]) => [
    name,
    { folder, settings: new RegExp(settings), moved: new RegExp(moved) },
  ]),
);

/** The builder that a command line starts; undefined for one that is not known, or that builds another folder. */
export function siteBuilder(program: string, args: readonly string[]): SiteBuilder | undefined {
  const [verb, ...more] = args;
  const plain = verb === 'build' && more.every((word) => word.startsWith('-'));
  return plain ? builders.get(program) : undefined;
}
