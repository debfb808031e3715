import { posix } from 'node:path';
import type { Instruction, Stage } from '../../../src/dockerfile/index.js';
import {
  allInSources,
  baseName,
  copiesOf,
  type Copy,
  folderOf,
  folderOfCopy,
  fromContext,
  isIgnored,
  isUnpacked,
  joinPath,
  type Manifest,
  originThrough,
  type Project,
} from '../../../src/project/index.js';
import { searchPath } from '../../../src/command/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { wordValues } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Move, Reached } from '../move.js';
import { scriptPath } from '../script-path.js';

const library = /\.(?:node|so(?:\.\d+)*)$/;
const named = /['"`]([^'"`\n]{1,200}\.(?:node|so(?:\.\d+){0,4}))['"`]/g;
/** Made for Alpine, or for another system than Linux. */
const otherwise = /musl|alpine|darwin|macos|win(?:32|64|dows)|android|\bios\b/i;

/** Whether a path names a shared library or an addon of Node.js. */
export function isLibrary(path: string): boolean {
  return library.test(path);
}

/** A COPY that brings a library, or a program among those of the system, which nobody compiled here. */
export function broughtByCopy({ project, file, target }: Move, stage: Stage): Declined | undefined {
  for (const copy of copiesOf(stage, file.stages)) {
    if (!copy || copy.stage) continue;
    const at = copy.instruction;
    const unpacked = copy.sources.find(
      (source) => isUnpacked(at, source) && !source.includes('://') && !otherwise.test(source),
    );
    if (unpacked !== undefined && target === 'alpine') return unpacks(at, at.keyword, unpacked);
    const found =
      copy.sources.find((source) => isLibrary(source) && !otherwise.test(source)) ??
      programBy(project, copy, file.stages);
    if (found !== undefined) return brought(at, `${at.keyword} brings ${found}`);
  }
  return undefined;
}

/** A file of the build context, no text, that a copy puts where programs are looked up. */
function programBy(project: Project, copy: Copy, stages: readonly Stage[]): string | undefined {
  const target = folderOfCopy(copy);
  const beginnings = copy.sources.map((source) =>
    joinPath(project.context ?? '', source.replace(/[*?[].*/, '')),
  );
  const isFrom = (origin: string, path: string): boolean =>
    originThrough(project, copy, stages, path) === origin;
  return project.files
    .list()
    .filter((path) => beginnings.some((one) => one !== undefined && path.startsWith(one)))
    .filter((path) =>
      [target, ...placesOf(path, target)].some(
        (place) => searchPath.includes(posix.dirname(place)) && isFrom(path, place),
      ),
    )
    .find((path) => !otherwise.test(path) && project.files.read(path) === undefined);
}

/** Where a file may lie among the programs, if its folders are copied to one: `rootfs/usr/bin/x` to `/`. */
function placesOf(path: string, target: string): string[] {
  return searchPath
    .filter((folder) => isWithin(folder, target))
    .filter((folder) => `/${folderOf(path)}`.endsWith(folder.slice(target.length)))
    .map((folder) => `${folder}/${baseName(path)}`);
}

/** A library that lies in the repository, and that a source names. */
export function broughtForSources(
  { project }: Move,
  stage: Stage,
  { path }: Manifest,
): Declined | undefined {
  const own = new Set(librariesOf(project).map(baseName));
  if (own.size === 0) return undefined;
  for (const [name, place] of allInSources(project, folderOf(path), named))
    if (own.has(baseName(name)) && !otherwise.test(name))
      return brought(stage.from, `${place.path}:${place.line} loads ${name}`);
  return undefined;
}

/** A program of the project that is no text, which a source starts by its path. */
export function broughtProgram(move: Move, { command, caller }: Reached): Declined | undefined {
  const name = command.words[0]?.value ?? '';
  const path = name.includes('/') ? scriptPath(move, caller, name) : undefined;
  return path !== undefined && move.project.files.read(path) === undefined
    ? brought(caller.at, `${caller.label} starts ${path}`)
    : undefined;
}

/** An archive of the project that a step unpacks. */
export function broughtArchive(
  move: Move,
  { command, caller }: Reached,
  program: string,
): Declined | undefined {
  if (!/^(?:(?:bsd)?tar|unzip|7z[ar]?)$/.test(program)) return undefined;
  const path = wordValues(command)
    .slice(1)
    .flatMap((word) => (word === undefined ? [] : (scriptPath(move, caller, word) ?? [])))
    .find((one) => !otherwise.test(one) && move.project.files.read(one) === undefined);
  return path === undefined ? undefined : unpacks(caller.at, caller.label, path);
}

/** Nobody sees what an archive holds. As with what is downloaded, slim is taken to have what it needs. */
function unpacks(at: Instruction, label: string, archive: string): Declined {
  return decline(
    'alpine-base/foreign-copy',
    at,
    `${label} unpacks ${archive}, and what it holds may be made for glibc.`,
    'Check that it works on Alpine, and set the base image yourself.',
  );
}

function librariesOf(project: Project): string[] {
  return project.files
    .list()
    .filter(
      (path) =>
        isLibrary(path) && !otherwise.test(path) && !isIgnored(project, fromContext(project, path)),
    );
}

function brought(at: Instruction, what: string): Declined {
  return decline(
    'alpine-base/foreign-copy',
    at,
    `${what}, which may be made for glibc and the libraries of the full image.`,
    'Check that it works there, and set the base image yourself.',
  );
}
