import { chainOf } from '../../../src/dockerfile/index.js';
import { isOfRoot } from '../../../src/knowledge/system/package-kinds.js';
import { installedPackages } from '../../../src/packages/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Subject } from './index.js';

/** A system package that nobody installs for a program without root. */
export function systemPackageNeed({ stage }: Subject): Declined | undefined {
  for (const { run, names } of chainOf(stage).flatMap(installedPackages)) {
    const name = names.find(isOfRoot);
    if (name === undefined) continue;
    const because = `RUN installs ${name}, which uses devices, raw sockets or settings of the network, and those belong to root.`;
    const advice =
      'Give the container the capability or the group that it needs and write USER node, or leave it as it is.';
    return decline('node-user/root-required', run, because, advice);
  }
  return undefined;
}
