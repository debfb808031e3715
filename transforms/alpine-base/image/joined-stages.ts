import { type Dockerfile, referenceOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { golangImage } from '../../../src/knowledge/images/golang.js';
import { otherImage } from '../../../src/knowledge/images/other-images.js';
import { type Declined, decline } from '../../../src/transform.js';
import { baseKind } from './images.js';

/**
 * Stages that share files move together or not at all: a native module built against glibc does
 * not load on musl. Those that the final stage takes files from, and the Node ones that take files
 * from these, such as a stage for tests on the same base.
 */
export function joinedStages({ stages }: Dockerfile, final: Stage): Stage[] {
  const debian = new Set(stages.filter((stage) => baseKind(rootOf(stage)) === 'debian'));
  const sharing = new Map<Stage, Stage[]>([...debian].map((stage) => [stage, []]));
  for (const stage of debian) for (const one of stage.sources) sharing.get(one)?.push(stage);
  const found = new Set<Stage>();
  const open = [final];
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...next.sources, ...(sharing.get(next) ?? []));
  }
  return [...found].toSorted((a, b) => a.index - b.index);
}

/** A Debian builder that installs for musl on purpose, in front of an Alpine image (handbook I56). */
export function pairedByHand(linked: readonly Stage[], moving: readonly Stage[]): boolean {
  const lines = moving.flatMap(({ instructions }) => instructions);
  return (
    linked.length > moving.length &&
    lines.some(({ line }) => line.joined.text.includes('linuxmusl'))
  );
}

/**
 * Bases that nobody would move: they are Alpine, distroless, BusyBox, empty, the slim form of another language,
 * or Debian's under a program of Go.
 */
export function isSmall(stage: Stage): boolean {
  const { text } = referenceOf(rootOf(stage));
  return (
    /alpine|distroless|^scratch$|wolfi|chainguard|(?:^|\/)busybox(?::|$)/.test(text) ||
    /(?:^|\/)(?:perl|php|python|ruby|rust):[^/]*slim/.test(text) ||
    (/(?:^|\/)debian:[^/]*slim/.test(text) &&
      stage.sources.some((source) => rootOf(source).official === 'golang'))
  );
}

/** Declines a base that is not the official node image, by name where it is known. */
export function foreign(stage: Stage): Declined {
  const { image, official, from } = stage;
  const { name, tag = '' } = referenceOf(stage);
  const known = otherImage(name, official);
  const toolchain = official === 'golang' && goToolchain(tag);
  return decline(
    'alpine-base/foreign-base',
    from,
    known
      ? `"${image.text}" ${known.because}.`
      : `"${image.text}" is not the official node image; its contents are unknown.`,
    toolchain ||
      (known?.advice ??
        'Build on node, or name your mirror of the official images with --image-mirror.'),
  );
}

/** Declines for a stage on another image that files are taken from. */
export function foreignSource(stage: Stage): Declined {
  const known = otherImage(referenceOf(stage).name, stage.official);
  if (known && known.system !== true) return foreign(stage);
  return decline(
    'alpine-base/foreign-base',
    stage.from,
    `Files come from the stage on "${stage.image.text}", where they may be made for glibc.`,
    'Base that stage on Alpine, too.',
  );
}

/** Where the toolchain itself has to stay, Alpine's has no C compiler, so that cgo is off (handbook F30). */
function goToolchain(tag: string): string | undefined {
  const version = /^\d+(?:\.\d+)*/.exec(tag)?.[0];
  if (golangImage(tag)?.family !== 'debian') return undefined;
  const small = `golang:${version === undefined ? '' : `${version}-`}alpine`;
  return `Build in a stage of its own, and copy the program into a small image. If the toolchain itself has to be there, ${small} has it without a C compiler: for programs that build with CGO_ENABLED=0.`;
}
