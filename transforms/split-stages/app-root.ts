import { posix } from 'node:path';
import {
  type Dockerfile,
  environmentAt,
  flagValue,
  type Instruction,
  type Stage,
} from '../../src/dockerfile/index.js';
import { copyAt } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';

/** Folders that hold more than one application: never copied whole (handbook B12). */
const shared = new Set(
  '/ /boot /home /media /mnt /opt /root /srv /tmp /usr /usr/local /usr/src /var /var/lib /var/opt'.split(
    ' ',
  ),
);
/** Folders of the system: no application is copied out of them. */
const system =
  /^\/(?:bin|dev|etc|lib|lib64|proc|run|sbin|sys|usr\/(?:bin|include|lib|sbin|share)|usr\/local\/(?:bin|etc|include|lib|sbin|share))(?:\/|$)/;
/** Paths that go into a COPY as they are; anything else would need quoting. */
const plainPath = /^\/[\w./@+-]+$/;

interface Place {
  readonly path: string;
  readonly at: Instruction;
}

/**
 * The one folder below which WORKDIR, COPY and ADD of a stage put the application: the common
 * ancestor of them all (handbook B11), or the reason why there is none.
 */
export function appRoot(file: Dockerfile, stage: Stage): string | Declined {
  const places: Place[] = [];
  for (const [index, at] of stage.instructions.entries()) {
    const path = placeOf(file, stage, index, at);
    if (path !== undefined && typeof path !== 'string') return path;
    if (path !== undefined) places.push({ path, at });
  }
  const used = withoutUnused(places);
  const [first] = used;
  if (!first) return noRoot(stage.from, 'Nothing says where the application lies.');
  const odd = used.find(({ path }) => path !== '/' && !plainPath.test(path));
  if (odd)
    return noRoot(
      odd.at,
      `"${odd.path}" is an odd name for a folder. Dockerfiles have no comments at the end of a line.`,
    );
  const root = ancestor(used);
  return isOwn(root) ? root : outsider(used);
}

/** The folder that an instruction fills or enters; undefined for one that does neither. */
function placeOf(
  { stages }: Dockerfile,
  stage: Stage,
  index: number,
  at: Instruction,
): string | Declined | undefined {
  if (at.keyword === 'WORKDIR')
    return (
      environmentAt(stage, index + 1).workdir ??
      noRoot(at, 'WORKDIR takes its folder from a build argument.')
    );
  if (at.keyword !== 'COPY' && at.keyword !== 'ADD') return undefined;
  const copy = copyAt(stage, index, stages);
  if (copy)
    return folderFilled(copy.destination, copy.sources, environmentAt(stage, index).workdir);
  const image = flagValue(at, 'from');
  if (image !== undefined)
    return outsideState(at, `This COPY takes files out of the image "${image}".`);
  return noRoot(at, `The paths of this ${at.keyword} depend on a build argument.`);
}

/** A WORKDIR such as `/usr/src` on the way to the application's folder holds nothing itself. */
function withoutUnused(places: readonly Place[]): readonly Place[] {
  return places.filter(
    ({ path, at }, index) =>
      at.keyword !== 'WORKDIR' ||
      !places
        .slice(index + 1, index + 2)
        .some(
          (next) =>
            next.at.keyword === 'WORKDIR' && next.path.startsWith(path === '/' ? path : `${path}/`),
        ),
  );
}

/** A single file copied to a name of its own fills the folder above it. */
function folderFilled(
  destination: string,
  sources: readonly string[],
  workdir: string | undefined,
): string {
  const path = destination.replace(/(.)\/$/, '$1');
  const [only = ''] = sources;
  const single = sources.length === 1 && !/[*?]|(^|\/)\.?\/?$/.test(only);
  const sameName =
    single &&
    posix.basename(only) === posix.basename(path) &&
    posix.extname(path) !== '' &&
    path !== workdir;
  return sameName && !destination.endsWith('/') ? posix.dirname(path) : path;
}

function ancestor(places: readonly Place[]): string {
  return places.map(({ path }) => path).reduce(commonFolder);
}

function commonFolder(a: string, b: string): string {
  const [left, right] = [a.split('/'), b.split('/')];
  const end = left.findIndex((part, index) => part !== right[index]);
  const common = (end === -1 ? left : left.slice(0, end)).join('/');
  return common === '' ? '/' : common;
}

function isOwn(folder: string): boolean {
  return !shared.has(folder) && !system.test(folder);
}

/** Where WORKDIR names a folder of the application, a copy beside it is what stands in the way. */
function outsider(places: readonly Place[]): Declined {
  const workdirs = places.filter(({ at }) => at.keyword === 'WORKDIR');
  const root = workdirs.length > 0 ? ancestor(workdirs) : '/';
  const far = places.find(({ path }) => path !== root && !path.startsWith(`${root}/`));
  if (isOwn(root) && far)
    return outsideState(
      far.at,
      `This ${far.at.keyword} puts files into ${far.path}, outside ${root}.`,
    );
  const folders = [...new Set(places.map(({ path }) => path))];
  return noRoot(
    outermost(places),
    `The application lies in ${folders.join(' and ')}, among other files.`,
  );
}

function outermost(places: readonly Place[]): Instruction {
  return places.reduce((a, b) => (b.path.split('/').length < a.path.split('/').length ? b : a)).at;
}

function outsideState(at: Instruction, because: string): Declined {
  return decline(
    'split-stages/outside-state',
    at,
    because,
    "Keep what the container needs below the application's folder, or split this file by hand.",
  );
}

function noRoot(at: Instruction, because: string): Declined {
  return decline(
    'split-stages/app-root',
    at,
    because,
    'Give the application one folder of its own with WORKDIR, such as /app.',
  );
}
