import { nodeTagOf, rootOf, runTexts, type Stage } from '../../../src/dockerfile/index.js';
import type { OwnPackages } from '../../../src/knowledge/system/alpine-packages.js';
import { bundledPackageManagers } from '../../../src/knowledge/images/node-releases.js';
import type { Move } from '../move.js';
import { alpineRelease } from '../image/twins.js';
import { type Deb, debIn } from './debs.js';
import { type StageSources, sourcesIn } from './sources.js';
import { setsZone } from './zone.js';

/** What the image to come has, as far as package commands ask. */
export interface System {
  /** The Alpine release, where it is known. */
  readonly release: string | undefined;
  /** Packages of Debian's that do nothing there, for the node image has their programs by itself. */
  readonly brings: ReadonlySet<string>;
  readonly sources: StageSources;
  /** The user's own names of packages. */
  readonly own: OwnPackages;
  /** A package file that is fetched. */
  readonly deb: Deb | undefined;
  /** The zone is set by what means the same on both systems. */
  readonly zoneSet: boolean;
}

/** `rm -f /usr/local/bin/yarn`: the image's own yarn is not wanted. */
const removesYarn = /\brm\s[^;&|]*\/usr\/local\/bin\/yarn/;

/** Reads a stage for what its package commands rest on. */
export function systemOf(move: Move, stage: Stage): System {
  const texts = runTexts(stage);
  const tag = nodeTagOf(rootOf(stage));
  const { yarn } = bundledPackageManagers(tag?.exact ?? tag?.major);
  const bringsYarn = yarn && !texts.some((text) => removesYarn.test(text));
  return {
    release: alpineRelease(move, stage),
    brings: new Set(['nodejs', 'npm', ...(bringsYarn ? ['yarn', 'yarnpkg'] : [])]),
    sources: sourcesIn(texts, bringsYarn),
    own: move.options.packages,
    deb: debIn(texts),
    zoneSet: setsZone(stage, texts),
  };
}
