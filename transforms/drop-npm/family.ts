import { officialImage, type Stage } from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import type { Family } from '../../src/knowledge/system/init-programs.js';
import { debianRelease } from '../../src/knowledge/images/node-releases.js';
import { nodeTag } from '../../src/knowledge/images/node-tags.js';
import type { Options } from '../../src/transform.js';

/** Releases before this one left the mirrors of Debian, so that apt-get finds nothing. */
const oldestDebian = 11;

/** Whose packages the image of a stage takes; undefined where that is not known for sure. */
export function familyOf(stage: Stage, { imageMirrors }: Options): Family | undefined {
  const [root] = chainOf(stage);
  const image = root?.resolvedImage ?? root?.image;
  const name = image && officialImage(image, imageMirrors);
  if (!image || name === undefined) return undefined;
  if (name === 'alpine') return 'alpine';
  if (name === 'debian') return lives((image.tag ?? '').replace(/(?:-\d+)?(?:-slim)?$/, ''));
  if (name !== 'node') return undefined;
  const known = nodeTag(image.tag ?? 'latest');
  if (known?.variant === 'alpine') return 'alpine';
  return known?.variant === 'debian' || known?.variant === 'slim'
    ? lives(known.debianRelease)
    : undefined;
}

/** A release by its codename or its number: `bookworm`, `12`, `12.5`. */
function lives(release = ''): Family | undefined {
  const number = /^\d/.test(release)
    ? Number.parseInt(release, 10)
    : debianRelease(release)?.number;
  return number !== undefined && number >= oldestDebian ? 'debian' : undefined;
}
