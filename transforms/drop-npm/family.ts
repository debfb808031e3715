import { nodeTagOf, referenceOf, rootOf, type Stage } from '../../src/dockerfile/index.js';
import type { Family } from '../../src/knowledge/system/init-programs.js';
import { debianRelease } from '../../src/knowledge/images/node-releases.js';

/** Releases before this one left the mirrors of Debian, so that apt-get finds nothing. */
const oldestDebian = 11;

/** Whose packages the image of a stage takes; undefined where that is not known for sure. */
export function familyOf(stage: Stage): Family | undefined {
  const root = rootOf(stage);
  if (root.official === 'alpine') return 'alpine';
  if (root.official === 'debian')
    return lives((referenceOf(root).tag ?? '').replace(/(?:-\d+)?(?:-slim)?$/, ''));
  if (root.official !== 'node') return undefined;
  const known = nodeTagOf(root);
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
