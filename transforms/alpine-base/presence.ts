import { programDoes } from '../../src/knowledge/program-traits.js';
import { managerNamed } from '../../src/command/index.js';
import { instructionsOf, type Stage } from '../../src/dockerfile/index.js';
import { alpineHasPath, programIn } from '../../src/knowledge/images/contents.js';
import { debianPackagesWith } from '../../src/knowledge/system/debian-programs.js';
import { isPackageProgram } from '../../src/knowledge/npm/package-programs.js';
import {
  apkWithProgram,
  packagesWith,
  pathOfInstalled,
} from '../../src/knowledge/system/programs.js';
import { wrappedProgram } from '../../src/knowledge/npm/wrapped-programs.js';
import { type Declined, decline } from '../../src/transform.js';
import { type Demand, need, type Place } from './demands.js';
import { type Caller, kindBefore, type Move, targetImage } from './move.js';
import { alpineRelease } from './image/twins.js';
import { isPython3 } from './python.js';

/** The path of a program that the system brings. */
export const systemPath = /^\/(?:usr\/)?s?bin\/([\w.+-]+)$/;

/** What one program asks for, by its name alone: the package that brings it, or to stay. */
export function programDemand(
  move: Move,
  place: Place,
  program: string,
  what: string,
): Demand | undefined {
  if (managerNamed(program) || isPackageProgram(program)) return undefined;
  if (programIn(targetImage(move), program) !== false) return undefined;
  if (program === 'python' && move.target === 'alpine' && isPython3(move, place.stage))
    return programDemand(move, place, 'python3', what);
  if (move.target === 'slim' && isBrought(place.stage, program)) return undefined;
  const packages = packagesFor(move, place.stage, program);
  const missing = decline(
    'alpine-base/missing-program',
    place.at,
    `${what}, which the ${move.target} image does not have.`,
    `Do without ${program}, or install it and set the base image yourself.`,
  );
  const owner = move.target === 'alpine' ? apkWithProgram(program) : undefined;
  if (!packages) return owner === undefined ? missing : need(place, [owner], what, missing);
  const sure = hadBefore(place.stage, program) || program === onOldSlim;
  return need(place, packages, what, sure ? undefined : missing);
}

/** The first slim images were made on buildpack-deps:curl, and kept curl for years. */
const onOldSlim = 'curl';

/** The packages of the target's that bring a program. */
export function packagesFor(
  move: Move,
  stage: Stage,
  program: string,
): readonly string[] | undefined {
  return move.target === 'alpine'
    ? packagesWith(program, alpineRelease(move, stage))
    : debianPackagesWith(program);
}

/** Programs by absolute path: Debian has one folder for all, Alpine has four. */
export function* pathDemands(
  move: Move,
  caller: Caller,
  words: readonly (string | undefined)[],
): Iterable<Demand> {
  for (const word of words)
    if (word !== undefined && systemPath.test(word))
      yield* systemPathDemands(move, caller, word, `${caller.label} names ${word}`);
}

/** What the path of a program asks for that Debian has there and the target does not. */
export function* systemPathDemands(
  move: Move,
  place: Place,
  word: string,
  what: string,
): Iterable<Demand> {
  const program = systemPath.exec(word)?.[1];
  if (program === undefined || !isDebians(program)) return;
  const missing = programDemand(move, place, program, what);
  if (missing) yield missing;
  if (move.target === 'slim' || (missing && 'outcome' in missing) || alpineHasPath(word)) return;
  if (missing && pathOfInstalled(program) === word) return;
  yield otherFolder(place, program, what);
}

function otherFolder({ at }: Place, program: string, what: string): Declined {
  return decline(
    'alpine-base/missing-program',
    at,
    `${what}, and Alpine has ${program} in another folder.`,
    `Call ${program} by its name.`,
  );
}

/** Node's own programs, and those of the project, lie below /usr/local. */
function isDebians(program: string): boolean {
  return (
    programIn('node-debian', program) === true &&
    !/^(?:node|nodejs|npm|npx|docker-entrypoint\.sh)$/.test(program)
  );
}

/** Whether the image that a stage is on now has a program for sure. */
function hadBefore(stage: Stage, program: string): boolean {
  return programIn(kindBefore(stage), program) === true;
}

/** Whether apt seems to bring a program that the full image lacks: to slim, too, which is the same Debian. */
export function isBrought(stage: Stage, program: string): boolean {
  if (
    programIn('node-debian', program) !== false ||
    programDoes(program, 'foreign', 'foreignBuild')
  )
    return false;
  return instructionsOf(stage, 'RUN').some(({ argument }) => bringsPrograms(argument));
}

/** An init brings no other program: drop-npm writes such a line itself. */
const idle = /^(?:rm |(?:apt|apt-get) (?:update|clean|install (?:tini|dumb-init))$)/;

function bringsPrograms(command: string): boolean {
  return command.split(/&&|;/).some((part) => {
    const words = part.split(/[\s\\]+/).filter((word) => word !== '' && !word.startsWith('-'));
    return /\bapt(?:-get|itude)?\b/.test(part) && !idle.test(words.join(' '));
  });
}

/** The program of the system that a package of npm's runs; gm runs the one of two that is there. */
export function programBehind(name: string, stage: Stage): string | undefined {
  const lines = instructionsOf(stage);
  const other = lines.some(({ argument }) => /\bgraphicsmagick\b/.test(argument));
  return name === 'gm' && other ? 'gm' : wrappedProgram(name);
}
