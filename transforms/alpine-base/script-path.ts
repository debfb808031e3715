import { posix } from 'node:path';
import { searchPath } from '../../src/command/index.js';
import { originOf } from '../../src/project/index.js';
import type { Caller, Surroundings } from './move.js';

/** Where a script of the image lies in the repository. */
export function scriptPath(around: Surroundings, caller: Caller, name: string): string | undefined {
  const { folder = '/' } = caller;
  return fileAt(around, caller, [posix.resolve(folder, name), ...placesOf(name)]);
}

/** The same for a bare name that may be a program: in the search path alone. */
export function scriptInSearchPath(
  around: Surroundings,
  caller: Caller,
  name: string,
): string | undefined {
  return fileAt(around, caller, placesOf(name));
}

function placesOf(name: string): string[] {
  return name.includes('/') ? [] : searchPath.map((one) => posix.join(one, name));
}

function fileAt(
  { project, file }: Surroundings,
  { stage }: Caller,
  places: readonly string[],
): string | undefined {
  return places
    .map((place) => originOf(project, stage, file.stages, place))
    .find((path) => path !== undefined && !project.files.isFolder(path));
}
