import {
  finalEnvironment,
  type Instruction,
  officialImage,
  type Stage,
} from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { decline, type Declined, type Options } from '../../src/transform.js';

/** The first Node whose images all have the user (nodejs/docker-node; 5.11 has none). */
const firstMajorWithUser = 8;

/** Whether a user is root by name or by number. */
export function isRoot(user: string): boolean {
  return /^(?:root|0)(?::(?:root|0|node))?$/.test(user);
}

/** Why the user of a stage can't be changed, if it can't. */
export function userObstacle(stage: Stage, options: Options): Declined | undefined {
  if (!hasNodeUser(stage, options)) {
    const because = `It is not known that "${stage.image.text}" has a user node.`;
    const advice =
      'Add a user yourself, or name your mirror of the official images with --image-mirror.';
    return decline('node-user/unknown-base', stage.from, because, advice);
  }
  const explicit = lastUser(stage);
  if (finalEnvironment(stage).user === undefined)
    return decline(
      'node-user/unknown-user',
      explicit ?? stage.from,
      'USER takes its value from a variable.',
    );
  return (
    explicit &&
    decline(
      'node-user/explicit-root',
      explicit,
      'The file asks for root.',
      'Remove the line if nothing needs root any more.',
    )
  );
}

function lastUser(stage: Stage): Instruction | undefined {
  return chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === 'USER');
}

function hasNodeUser(stage: Stage, options: Options): boolean {
  const all = chainOf(stage);
  const image = all[0]?.resolvedImage ?? all[0]?.image;
  const name = image && officialImage(image, options.imageMirrors);
  const runs = all
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === 'RUN');
  if (runs.some(({ argument }) => /\b(?:deluser|userdel|usermod)\b[^&|;]*\bnode\b/.test(argument)))
    return false;
  if (image && name === 'node') return tagHasUser(image.tag, image.digest !== undefined);
  const added = runs.some(({ argument }) =>
    /\badduser\b[^&|;]*\s-u 1000\b[^&|;]*\snode\b/.test(argument),
  );
  return name === 'alpine' && added;
}

function tagHasUser(tag: string | undefined, pinned: boolean): boolean {
  if (pinned && tag === undefined) return false;
  const known = nodeTag(tag ?? 'latest');
  if (known?.major !== undefined) return known.major >= firstMajorWithUser;
  return known?.moving === true;
}
