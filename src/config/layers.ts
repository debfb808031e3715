import { relative, resolve } from 'node:path';
import ignore from 'ignore';
import { isWithin, slashed } from '../project/disk-project.js';
import type { Config, Settings } from './config.js';

/** A checked configuration and where it is. */
export interface Layer {
  readonly config: Config;
  /** As messages name it. */
  readonly file: string;
  /** Absolute: paths and patterns are told from here. */
  readonly folder: string;
}

/** Whether a layer leaves a file alone. */
export function ignores(
  { config: { ignore: patterns = [] }, folder }: Layer,
  path: string,
): boolean {
  return matches(patterns, folder, path);
}

/**
 * What a layer sets for a file: its own settings, then those of the overrides that name the file.
 * Paths are absolute then.
 */
export function settingsFor({ config, folder }: Layer, path: string | undefined): Settings[] {
  const { overrides = [] } = config;
  const own = overrides.filter(({ files }) => path !== undefined && matches(files, folder, path));
  return [config, ...own].map((one) =>
    one.context === undefined ? one : { ...one, context: resolve(folder, one.context) },
  );
}

/** Patterns as in .gitignore, which hold for what lies below their folder. */
function matches(patterns: readonly string[], folder: string, path: string): boolean {
  if (patterns.length === 0 || path === folder || !isWithin(path, folder)) return false;
  const inside = slashed(relative(folder, path));
  return ignore({ ignorecase: false })
    .add([...patterns])
    .ignores(inside);
}

/**
 * Lays settings over each other, the last on top: `transforms` takes back what was skipped further
 * out, `skip` and mirrors add, tables are filled up key by key, anything else is replaced.
 */
export function merged(all: readonly Settings[]): Settings {
  return all.reduce<Settings>(over, {});
}

function over(below: Settings, top: Settings): Settings {
  const skip = [...(top.transforms ? [] : (below.skip ?? [])), ...(top.skip ?? [])];
  return {
    ...below,
    ...top,
    skip,
    imageMirrors: [...(below.imageMirrors ?? []), ...(top.imageMirrors ?? [])],
    images: { ...below.images, ...top.images },
    packages: { ...below.packages, ...top.packages },
    nativeModules: { ...below.nativeModules, ...top.nativeModules },
  };
}
