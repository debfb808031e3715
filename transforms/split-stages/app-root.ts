import { posix } from 'node:path';
import { type Dockerfile, environmentAt, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { copyAt } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';

/** Folders that hold more than one application: never copied whole (handbook B12). */
const shared = new Set('/ /bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/app/.. /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/lib /usr/share /usr/src /var /var/lib /var/opt'.split(' '));
/** Paths that go into a COPY as they are; anything else would need quoting. */
const plainPath = /^\/[\w./@+-]+$/;

/**
 * The one folder below which WORKDIR, COPY and ADD of a stage put the application: the common
 * ancestor of them all (handbook B11), or the reason why there is none.
 */
export function appRoot(file: Dockerfile, stage: Stage): string | Declined {
  const places: { path: string; at: Instruction }[] = [];
  for (const [index, at] of stage.instructions.entries()) {
    if (at.keyword === 'WORKDIR') {
      const path = environmentAt(stage, index + 1).workdir;
      if (path === undefined) return noRoot(at, 'WORKDIR takes its folder from a build argument.');
      places.push({ path, at });
    } else if (at.keyword === 'COPY' || at.keyword === 'ADD') {
      const copy = copyAt(stage, index, file.stages);
      if (!copy) return noRoot(at, `The destination of this ${at.keyword} takes its path from a build argument.`);
      places.push({ path: folderFilled(copy.destination, copy.sources, environmentAt(stage, index).workdir), at });
    }
  }
  const used = withoutUnused(places);
  if (used.length === 0) return noRoot(stage.from, 'Nothing says where the application lies.');
  const root = used.map(({ path }) => path).reduce(commonFolder);
  const odd = used.find(({ path }) => !plainPath.test(path));
  if (odd) return noRoot(odd.at, `"${odd.path}" is an odd name for a folder. Dockerfiles have no comments at the end of a line.`);
  return shared.has(root) ? noRoot(outermost(used), `The application lies in ${used.map(({ path }) => path).filter((path, i, all) => all.indexOf(path) === i).join(' and ')}, among other files.`) : root;
}

type Place = { path: string; at: Instruction };

/** A WORKDIR such as `/usr/src` on the way to the application's folder holds nothing itself. */
function withoutUnused(places: readonly Place[]): readonly Place[] {
  return places.filter(({ path, at }, index) => at.keyword !== 'WORKDIR' || !places.slice(index + 1, index + 2).some((next) => next.at.keyword === 'WORKDIR' && next.path.startsWith(path === '/' ? path : `${path}/`)));
}

/** A single file copied to a name of its own fills the folder above it. */
function folderFilled(destination: string, sources: readonly string[], workdir: string | undefined): string {
  const path = destination.replace(/(.)\/$/, '$1');
  const [only = ''] = sources;
  const single = sources.length === 1 && !/[*?]|(^|\/)\.?\/?$/.test(only);
  const sameName = single && posix.basename(only) === posix.basename(path) && posix.extname(path) !== '' && path !== workdir;
  return sameName && !destination.endsWith('/') ? posix.dirname(path) : path;
}

function commonFolder(a: string, b: string): string {
  const [left, right] = [a.split('/'), b.split('/')];
  const end = left.findIndex((part, index) => part !== right[index]);
  const common = (end === -1 ? left : left.slice(0, end)).join('/');
  return common === '' ? '/' : common;
}

function outermost(places: readonly Place[]): Instruction {
  return places.reduce((a, b) => (b.path.split('/').length < a.path.split('/').length ? b : a)).at;
}

function noRoot(at: Instruction, because: string): Declined {
  return decline('split-stages/app-root', at, because, 'Give the application one folder of its own with WORKDIR, such as /app.');
}
