import { dirname, join, relative } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { slashed } from '../project/disk-project.js';
import { foldersUpFrom, gitRootOf } from '../project/git-root.js';
import { readRegularFile } from '../project/regular-file.js';

/** In bytes; nobody writes a longer one. */
const largestIgnoreFile = 1_000_000;

/** One .gitignore and the folder in which it lies. */
interface Layer {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The .gitignore files that count in a folder, the outermost first. */
export type IgnoreLayers = readonly Layer[];

/** The layers from the repository's root down to a folder, its own included. */
export function layersAround(folder: string): IgnoreLayers {
  const root = gitRootOf(folder) ?? folder;
  const upward = foldersUpFrom(folder);
  return upward
    .slice(0, upward.indexOf(root) + 1)
    .toReversed()
    .reduce(withLayer, []);
}

/**
 * The layers above a folder. A folder that is itself ignored was named on purpose: inside it the
 * patterns from above do not count.
 */
export function layersAbove(folder: string): IgnoreLayers {
  if (gitRootOf(folder) === folder) return [];
  const layers = layersAround(dirname(folder));
  return isIgnored(layers, folder, true) ? [] : layers;
}

/** Adds the .gitignore of a folder, if it has one. */
export function withLayer(layers: IgnoreLayers, folder: string): IgnoreLayers {
  try {
    const bytes = readRegularFile(join(folder, '.gitignore'), largestIgnoreFile);
    if (typeof bytes === 'string') return layers;
    const text = bytes.toString().replace(/^\ufeff/, '');
    return [...layers, { folder, patterns: ignore({ ignorecase: false }).add(text) }];
  } catch {
    return layers;
  }
}

/** Whether git leaves a path out: the innermost .gitignore that names it decides. */
export function isIgnored(layers: IgnoreLayers, path: string, isFolder: boolean): boolean {
  for (const { folder, patterns } of layers.toReversed()) {
    const inside = slashed(relative(folder, path)) + (isFolder ? '/' : '');
    const { ignored, unignored } = patterns.test(inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}
