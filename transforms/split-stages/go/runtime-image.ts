import { type Instruction, referenceOf, type Stage } from '../../../src/dockerfile/index.js';
import { golangImage, hasPackages, newestAlpine } from '../../../src/knowledge/images/golang.js';
import { type Declined, decline, type Options } from '../../../src/transform.js';
import type { Build } from './builds.js';
import { cgoUse, type GoSources } from './sources.js';

/** The image that a Go program runs on. */
export interface RuntimeImage {
  readonly image: string;
  /** Absent where nothing can be installed. */
  readonly manager?: 'apk' | 'apt-get';
  /** Builds that get `CGO_ENABLED=0`. */
  readonly without: readonly Build[];
  /** Why it is no Alpine. */
  readonly needsC?: string;
  /** Why it is not the distroless image that was asked for. */
  readonly hasShell?: string;
}

/** Certificates, time zones and a user nonroot; no C library (GoogleContainerTools/distroless, README). */
const distroless = 'gcr.io/distroless/static-debian13:nonroot';

const advice =
  'Set CGO_ENABLED=0 if the program builds without C, or name the release: golang:1.22-bookworm.';

/**
 * Chooses the image that a program runs on (handbook F30). On the golang images of Debian cgo is on,
 * so that a program links glibc unless the file or we turn cgo off; what needs C runs on slim of the
 * same release. Programs of Alpine's images run on Alpine.
 */
export function runtimeImage(
  stage: Stage,
  builds: readonly Build[],
  sources: GoSources | undefined,
  libraries: readonly string[],
  options: Options,
): RuntimeImage | Declined {
  const { from, image } = stage;
  const base = golangImage(referenceOf(stage).tag ?? '');
  const { linked, free } = linkedBuilds(builds);
  const [library] = linked.length > 0 && builds.some(({ cgo }) => cgo !== false) ? libraries : [];
  const use = needsC(linked, sources);
  if (library !== undefined && (use !== undefined || !sources))
    return noImage(from, `the package "${library}" brings C libraries, which the program may link`);
  if (base?.family === 'alpine' && options.runtime !== 'slim')
    return alpine(base.release ?? newestAlpine);
  if (options.runtime !== 'slim') {
    if (linked.length === 0) return alpine(newestAlpine);
    if (!sources && use === undefined) return unknownSources(from);
    if (use === undefined && free) return { ...alpine(newestAlpine), without: linked };
  }
  if (base?.family !== 'debian' || base.release === undefined || (use && !options.slimFallback))
    return noImage(from, use ?? `"${image.text}" names no Debian release`);
  if (!hasPackages(base.release))
    return noImage(from, `Debian ${base.release} has no packages to download any more`);
  return {
    image: `debian:${base.release}-slim`,
    manager: 'apt-get',
    without: [],
    ...(use !== undefined && { needsC: use }),
  };
}

/** The image without a shell for a program that links nothing; a reason where that is not known. */
export function distrolessImage(
  builds: readonly Build[],
  sources: GoSources | undefined,
): RuntimeImage | string {
  const { linked, free } = linkedBuilds(builds);
  const use = needsC(linked, sources);
  if (linked.length > 0 && (!sources || use !== undefined || !free))
    return use ?? 'it is not known whether the program links C';
  return { image: distroless, without: linked };
}

/** The builds that link libraries, and whether cgo could be turned off for all of them. */
function linkedBuilds(builds: readonly Build[]) {
  const linked = builds.filter(({ isStatic }) => !isStatic);
  const free = linked.every(({ cgo, goAt }) => cgo === undefined && goAt !== undefined);
  return { linked, free };
}

function alpine(release: string): RuntimeImage {
  return { image: `alpine:${release}`, manager: 'apk', without: [] };
}

function needsC(linked: readonly Build[], sources: GoSources | undefined): string | undefined {
  const told = linked.some(({ cgo }) => cgo === true);
  return told ? 'the file turns cgo on' : sources && cgoUse(sources);
}

function noImage(from: Instruction, why: string): Declined {
  return decline(
    'split-stages/cgo',
    from,
    `This program may use cgo: ${why}. No image is known that it runs on without its toolchain.`,
    advice,
  );
}

function unknownSources(from: Instruction): Declined {
  return decline(
    'split-stages/go-sources',
    from,
    'The Go sources are not known, and so is whether the program needs C.',
    'Run slim-dockerfile on the folder of the project, with --context where that is another one, or set CGO_ENABLED=0.',
  );
}
