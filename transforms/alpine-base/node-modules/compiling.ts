import { chainOf, nodeTagOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { rememberedFor } from '../../../src/memo.js';
import { installedPackages } from '../../../src/packages/index.js';

/** Packages of Debian's that nobody installs but to compile. */
interface CompilingPackages {
  /** The first of them. */
  readonly tool: string;
  /** One with headers of a library, if there is one. */
  readonly headers: string | undefined;
}

const compilers = /^(?:build-essential|cmake|g\+\+|gcc)$/;
const headers = /-dev$/;

/**
 * What a stage on the full image installs to compile with. The rest of what that takes the full image has,
 * compilers, Python for node-gyp and the headers of some forty libraries, and so nobody installs it.
 */
export const compilingPackages = rememberedFor((stage: Stage): CompilingPackages | undefined => {
  if (nodeTagOf(rootOf(stage))?.variant !== 'debian') return undefined;
  const names = chainOf(stage)
    .flatMap(installedPackages)
    .flatMap((one) => (one.manager === 'apt' ? one.names : []));
  const tool = names.find((name) => compilers.test(name) || headers.test(name));
  return tool === undefined
    ? undefined
    : { tool, headers: names.find((name) => headers.test(name)) };
});
