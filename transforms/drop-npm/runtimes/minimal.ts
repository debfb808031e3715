import { referenceOf, siblingImage, type Stage } from '../../../src/dockerfile/index.js';
import { containerCommand } from '../../../src/command/index.js';
import { type Declined, type Options } from '../../../src/transform.js';
import type { InitPlan } from '../init.js';
import type { Subject } from '../subject.js';
import { minimalLines } from './minimal-lines.js';
import { lastUse, oldestWithEntrypoint } from '../removal.js';
import {
  builderOf,
  keepsOfficial,
  type OtherRuntime,
  releaseCaution,
  tagOf,
  versionReader,
} from './runtime-facts.js';
import { stripping } from './strip.js';

/**
 * Puts the runtime stage on `alpine`, or on Debian slim where the stage is on Debian, with the
 * builder's node (architecture, decision 3; handbook E62, E65, E68), or says why that is not
 * possible.
 */
export function minimalRuntime(
  { file, stage, project, options }: Subject,
  init: InitPlan | undefined,
): OtherRuntime | Declined {
  const why = keepsOfficial('minimal', stage);
  const builder = builderOf(stage);
  if (!builder || stage.base) return why(needsBuilder('minimal', options));
  const plain = plainImage(stage);
  if (plain === undefined)
    return why(
      `the system below "${stage.image.text}" is not known, so node and its libraries may not fit.`,
    );
  const image = siblingImage(referenceOf(stage), plain, file.imageMirrors);
  const place = versionReader(project, stage, file);
  if (place !== undefined)
    return why(`${place} reads NODE_VERSION, which only the official image sets.`);
  if (lastUse(stage))
    return why('the runtime stage itself uses npm, or may use it, while it is built.');
  const { entrypoint, cmd } = containerCommand(stage);
  if (!entrypoint && !cmd) return why(`nothing says what it runs, and ${image} would run a shell.`);
  const strip = options.strip ? stripping(file, builder) : undefined;
  const lines = minimalLines(file, stage, { builder, image, init, strip });
  return {
    ...lines,
    cautions: releaseCaution(stage, image),
    ...(strip && 'outcome' in strip && { declined: strip }),
  };
}

/** Why there is no stage to take node from, and which transform would make one. */
export function needsBuilder(runtime: string, { transforms }: Options): string {
  const needs = `--runtime ${runtime} needs a runtime stage that copies from a builder on the same image`;
  return transforms.includes('split-stages')
    ? `${needs}, and split-stages made none.`
    : `${needs}: let split-stages make one.`;
}

/** The plain image that goes with a node tag: the same release, or the moving one for a moving tag. */
function plainImage(stage: Stage): string | undefined {
  const known = tagOf(stage);
  if (!known || (known.major ?? oldestWithEntrypoint) < oldestWithEntrypoint) return undefined;
  if (known.variant === 'alpine') {
    if (known.moving && !known.pinnedRelease) return 'alpine:3';
    return known.alpineRelease === undefined ? undefined : `alpine:${known.alpineRelease}`;
  }
  const debian = known.variant === 'debian' || known.variant === 'slim';
  return debian && known.debianRelease !== undefined
    ? `debian:${known.debianRelease}-slim`
    : undefined;
}
