import { managerNamed } from '../../src/command/index.js';
import type { Instruction } from '../../src/dockerfile/index.js';
import { alpineHasPath, programIn } from '../../src/knowledge/image-contents.js';
import { isPackageProgram } from '../../src/knowledge/package-programs.js';
import { type Declined, decline } from '../../src/transform.js';
import { type Caller, type Move, targetImage } from './move.js';

/** The path of a program that the system brings. */
export const systemPath = /^\/(?:usr\/)?s?bin\/([\w.+-]+)$/;

/** What is wrong with one program, by its name alone. */
export function programObstacle(
  move: Move,
  at: Instruction,
  program: string,
  what: string,
): Declined | undefined {
  if (program === 'bash' && move.target === 'alpine')
    return decline(
      'alpine-base/bash-required',
      at,
      `${what}, and Alpine has no bash.`,
      'Write it for sh, or add bash to the image yourself.',
    );
  if (managerNamed(program) || isPackageProgram(program)) return undefined;
  if (programIn(targetImage(move), program) !== false) return undefined;
  return decline(
    'alpine-base/missing-program',
    at,
    `${what}, which the ${move.target} image does not have.`,
    `Do without ${program}, or install it and set the base image yourself.`,
  );
}

/** Programs by absolute path: Debian has one folder for all, Alpine has four. */
export function pathsObstacle(
  move: Move,
  { at, label }: Caller,
  words: readonly (string | undefined)[],
): Declined | undefined {
  for (const word of words) {
    const obstacle =
      word === undefined ? undefined : systemPathObstacle(move, at, word, `${label} names ${word}`);
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** Whether a word is the path of a program that Debian has there and the target does not. */
export function systemPathObstacle(
  move: Move,
  at: Instruction,
  word: string,
  what: string,
): Declined | undefined {
  const program = systemPath.exec(word)?.[1];
  if (program === undefined || !isDebians(program)) return undefined;
  const missing = programObstacle(move, at, program, what);
  if (missing || move.target === 'slim' || alpineHasPath(word)) return missing;
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
