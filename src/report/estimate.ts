import { parse, referenceOf, rootOf, type Stage } from '../dockerfile/index.js';
import { imageSize, savedByMinimalRuntime } from '../knowledge/images/sizes.js';
import { nodeTag } from '../knowledge/images/node-tags.js';
import type { FileResult } from '../run/result.js';

/**
 * About how large the base image of the final stage is, in MB (10^6 bytes). What the application
 * adds is not known and not in it.
 */
export interface Estimate {
  readonly before: number;
  readonly after: number;
  /** What `--runtime minimal` would make of it, where that is less. */
  readonly withMinimalRuntime?: number;
}

/** The sizes before and after; undefined where one is not known or nothing changes. */
export function estimate(result: FileResult): Estimate | undefined {
  const { imageMirrors } = result;
  if (result.before === result.text) return undefined;
  const before = finalSize(result.before, imageMirrors);
  const after = finalSize(result.text, imageMirrors);
  if (before === undefined || after === undefined || before.size === after.size) return undefined;
  const dropsNpm = result.changes.some(({ rule }) => rule === 'drop-npm/npm-removed');
  const saves = dropsNpm && after.isNodeAlpine;
  return {
    before: before.size,
    after: after.size,
    ...(saves && { withMinimalRuntime: after.size - savedByMinimalRuntime }),
  };
}

interface Size {
  readonly size: number;
  readonly isNodeAlpine: boolean;
}

function finalSize(text: string, mirrors?: readonly string[]): Size | undefined {
  const stage = parse(text, mirrors).stages.at(-1) as Stage;
  const size = minimalSize(stage) ?? baseSize(stage);
  return size === undefined ? undefined : { size, isNodeAlpine: isNodeOnAlpine(stage) };
}

/** Plain Alpine with the node of another stage: the official image less what it leaves behind. */
function minimalSize(stage: Stage): number | undefined {
  if (baseOf(stage)?.name !== 'alpine') return undefined;
  const builder = stage.sources.find((source) => isNodeOnAlpine(source));
  const size = builder && baseSize(builder);
  return size === undefined ? undefined : size - savedByMinimalRuntime;
}

function isNodeOnAlpine(stage: Stage): boolean {
  const base = baseOf(stage);
  return base?.name === 'node' && nodeTag(base.tag)?.variant === 'alpine';
}

function baseSize(stage: Stage): number | undefined {
  const base = baseOf(stage);
  return base && imageSize(base.name, base.tag);
}

/** The official image at the bottom of a stage. */
function baseOf(stage: Stage): { name: string; tag: string } | undefined {
  const root = rootOf(stage);
  const image = referenceOf(root);
  const name = root.official;
  return name === undefined ? undefined : { name, tag: image.tag ?? 'latest' };
}
