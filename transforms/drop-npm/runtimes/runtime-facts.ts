import { type Dockerfile, referenceOf, type Stage } from '../../../src/dockerfile/index.js';
import type { Edit } from '../../../src/edits.js';
import { nodeTag, type NodeTag } from '../../../src/knowledge/images/node-tags.js';
import { findInApplication, type Project } from '../../../src/project/index.js';
import {
  caution,
  type Declined,
  decline,
  type Effect,
  type Finding,
} from '../../../src/transform.js';

/** The edits that put a runtime stage on another image, and what they mean. */
export interface OtherRuntime {
  readonly edits: readonly Edit[];
  readonly effect: Effect;
  readonly cautions: readonly Finding[];
  /** What was asked for besides and is not done. */
  readonly declined?: Declined;
}

/**
 * Says why a stage stays on the official image though another runtime was asked for. Then nothing is done for
 * its sake alone: no second stage, and the way to Alpine is open.
 */
export function keepsOfficial(
  runtime: 'minimal' | 'distroless',
  stage: Stage,
): (because: string) => Declined {
  return (because) => ({
    ...decline(
      `drop-npm/${runtime}-declined`,
      stage.from,
      `The official image was kept: ${because}`,
      `Leave --runtime ${runtime} out, or give the file what the reason names.`,
    ),
    instead: { runtime: 'official' },
  });
}

/** The stage that a runtime stage takes its files and its node from: one on the same release. */
export function builderOf(stage: Stage): Stage | undefined {
  const own = tagOf(stage);
  return stage.sources.find((one) => {
    if (one.image.text === stage.image.text) return true;
    const other = one.base ? undefined : tagOf(one);
    return (
      own?.debianRelease !== undefined &&
      own.version === other?.version &&
      own.debianRelease === other.debianRelease
    );
  });
}

/** What the tag of a stage's image stands for; a digest may be any of its builds. */
export function tagOf(stage: Stage): NodeTag | undefined {
  const { tag, digest } = referenceOf(stage);
  return tag === undefined || digest !== undefined ? undefined : nodeTag(tag);
}

const version = /\b(?:NODE|YARN)_VERSION\b/;

/** What reads the variables that only the official image sets, if anything does. */
export function versionReader(
  project: Project,
  stage: Stage,
  { stages }: Dockerfile,
): string | undefined {
  const own = stage.instructions.find(({ argument }) => version.test(argument));
  if (own) return `A line of the runtime stage (${own.keyword})`;
  const place = findInApplication(project, stage, stages, version);
  return place && `${place.path}:${place.line}`;
}

/** A builder without a Debian release in its tag may go to the next one, and this stage does not. */
export function releaseCaution(stage: Stage, image: string): Finding[] {
  const known = tagOf(stage);
  if (!known?.moving || known.pinnedRelease || known.debianRelease === undefined) return [];
  const { text } = stage.image;
  const because = `"${text}" is on Debian ${known.debianRelease} today; should it go on to the next release, ${image} does not go with it.`;
  const advice = `Name the release in both: ${text.replace(/-slim$/, '')}-${known.debianRelease}.`;
  return [caution('drop-npm/floating-release', stage.from, because, { advice })];
}
