import {
  type Dockerfile,
  environmentAt,
  finalEnvironment,
  flagValue,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { onDemand } from '../../../src/memo.js';
import { isWithin } from '../../../src/path-folders.js';
import { isCopy, type Project } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { isKey, usesKeys } from '../started/keys.js';
import { destinationOf, filledBy } from './copies.js';
import { isBare, isScratch, isShared } from '../../../src/knowledge/system/folders.js';
import { ancestor, isPlain, ownFolder } from '../folders.js';

/** Where an instruction puts something, as far as WORKDIR, COPY and ADD tell. */
interface Place {
  readonly at: Instruction;
  /** The folder that it enters or fills. */
  readonly folder: string;
  /** The very files and folders; undefined where they can't be told. */
  readonly paths: readonly string[] | undefined;
}

/** A file or folder outside the application's own that goes along to the runtime stage. */
export interface Carried {
  readonly path: string;
  /** The last instruction that works on it. */
  readonly at: Instruction;
  /** Whose it is, where the file says so. */
  readonly owner?: string;
}

/** Where a stage keeps what the container needs. */
export interface Places {
  /** The application's folder. */
  readonly root: string;
  readonly carried: readonly Carried[];
  /** What COPY puts into a folder for temporary files: it goes along only where it is used. */
  readonly scratch: readonly Carried[];
  /** COPYs out of other images: the runtime stage repeats them. */
  readonly foreign: readonly Instruction[];
}

/**
 * The folder below which WORKDIR, COPY and ADD put the application: the common ancestor of those
 * that lie below one folder of its own (handbook B11), and what lies elsewhere; or the reason why
 * there is none.
 */
export function placesOf(file: Dockerfile, stage: Stage, project: Project): Places | Declined {
  const places: Place[] = [];
  const foreign: Instruction[] = [];
  for (const [index, at] of stage.instructions.entries()) {
    const place = placeOf(file, stage, index, at, project);
    if (place === undefined) continue;
    if (place === 'foreign') foreign.push(at);
    else if ('outcome' in place) return place;
    else places.push(place);
  }
  const uses = onDemand(() => usesKeys(file, stage, project));
  const isOfBuild = ({ paths }: Place): boolean => paths?.every(isKey) === true && uses() === false;
  const used = withoutUnused(places).filter((place) => !isOfBuild(place));
  return arranged(stage, used, foreign);
}

/** The application's folder among the places that are used, and what goes along beside it. */
function arranged(
  stage: Stage,
  used: readonly Place[],
  foreign: readonly Instruction[],
): Places | Declined {
  const odd = used.find(({ folder }) => folder !== '/' && !isPlain(folder));
  if (odd)
    return noRoot(
      odd.at,
      `"${odd.folder}" is an odd name for a folder. Dockerfiles have no comments at the end of a line.`,
    );
  const root = rootOf(used, finalEnvironment(stage).workdir ?? '/');
  if (root === undefined) return homeless(stage, used);
  const outside = used.filter(({ folder }) => !isWithin(folder, root));
  const lost = outside.find(
    ({ at, folder, paths }) =>
      at.keyword !== 'WORKDIR' && !isScratch(folder) && !paths?.every(isCarriable),
  );
  if (lost)
    return outsideState(
      lost.at,
      `This ${lost.at.keyword} puts files into ${lost.folder}, outside ${root}, and their names can't be told.`,
    );
  const carried = outside.flatMap(carriedBy);
  return {
    root,
    carried: carried.filter(({ path }) => !isScratch(path)),
    scratch: carried.filter(({ path }) => isScratch(path)),
    foreign: foreign.filter((at) => !isWithin(destinationOf(stage, at) ?? '/', root)),
  };
}

/** Whether a file or folder can be copied alone, without what others keep beside it. */
export function isCarriable(path: string): boolean {
  return isPlain(path) && !isShared(path);
}

/** What an instruction fills or enters; undefined for one that does neither. */
function placeOf(
  file: Dockerfile,
  stage: Stage,
  index: number,
  at: Instruction,
  project: Project,
): Place | 'foreign' | Declined | undefined {
  if (at.keyword === 'WORKDIR') {
    const folder = environmentAt(stage, index + 1).workdir;
    return folder === undefined
      ? noRoot(
          at,
          'WORKDIR takes its folder from a build argument.',
          'Write the folder out, or give the argument a default that nothing else passes.',
        )
      : { at, folder, paths: [folder] };
  }
  if (!isCopy(at)) return undefined;
  const filled = filledBy(file, stage, index, project);
  if (filled) return { at, ...filled };
  const image = flagValue(at, 'from');
  if (image === undefined)
    return noRoot(at, `The paths of this ${at.keyword} depend on a build argument.`);
  return destinationOf(stage, at) === undefined
    ? outsideState(at, `This COPY takes files out of the image "${image}" to an unknown folder.`)
    : 'foreign';
}

/** A WORKDIR such as `/usr/src` on the way to the application's folder holds nothing itself. */
function withoutUnused(places: readonly Place[]): readonly Place[] {
  return places.filter(({ folder, at }, index) => {
    const next = places[index + 1];
    return (
      at.keyword !== 'WORKDIR' ||
      next?.at.keyword !== 'WORKDIR' ||
      next.folder === folder ||
      !isWithin(next.folder, folder)
    );
  });
}

/** The folder of the application: where the container starts, or the only one that is filled. */
function rootOf(places: readonly Place[], workdir: string): string | undefined {
  const folders = places.map(({ folder }) => folder);
  const own = ownFolder(workdir);
  const others = places
    .filter(({ at, folder }) => at.keyword !== 'WORKDIR' && !isScratch(folder))
    .flatMap(({ folder }) => ownFolder(folder) ?? []);
  const only = new Set(others).size === 1 ? others[0] : undefined;
  const main = own ?? only ?? (isBare(workdir) ? workdir : undefined);
  const below = folders.filter((folder) => main !== undefined && isWithin(folder, main));
  // An application that lies in a shared folder itself, as without WORKDIR, has no folder of its own.
  const loose = places.some(
    ({ at, folder }) =>
      at.keyword !== 'WORKDIR' && folder === workdir && isShared(folder) && !isBare(folder),
  );
  return below.length === 0 || loose ? undefined : ancestor(below);
}

function carriedBy({ at, folder, paths }: Place): Carried[] {
  const owner = flagValue(at, 'chown');
  const all = at.keyword === 'WORKDIR' && isShared(folder) ? [] : (paths ?? [folder]);
  return all.map((path) => ({ path, at, ...(owner !== undefined && { owner }) }));
}

function homeless(stage: Stage, places: readonly Place[]): Declined {
  const [first] = places;
  if (!first) return noRoot(stage.from, 'Nothing says where the application lies.');
  const folders = [...new Set(places.map(({ folder }) => folder))];
  const outermost = places.reduce((a, b) =>
    b.folder.split('/').length < a.folder.split('/').length ? b : a,
  );
  return noRoot(
    outermost.at,
    `The application lies in ${folders.join(' and ')}, among other files.`,
  );
}

function outsideState(at: Instruction, because: string): Declined {
  return decline(
    'split-stages/outside-state',
    at,
    because,
    "Keep what the container needs below the application's folder, or split this file by hand.",
  );
}

function noRoot(
  at: Instruction,
  because: string,
  advice = 'Give the application one folder of its own with WORKDIR, such as /app.',
): Declined {
  return decline('split-stages/app-root', at, because, advice);
}
