import { managerNamed } from '../../src/command/index.js';
import type { Instruction } from '../../src/dockerfile/index.js';
import { programIn } from '../../src/knowledge/image-contents.js';
import { nativeProgram } from '../../src/knowledge/native-programs.js';
import { programOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { installedPrograms } from './installs.js';
import { type Caller, type Move, type Reached, targetImage } from './move.js';
import { optionObstacle } from './options.js';
import { scriptPath } from './shell-scripts.js';
import { pathsObstacle, programObstacle, systemPath } from './presence.js';
import { userObstacle } from './users.js';

const debianPackaging = /^(?:apt|apt-get|apt-cache|aptitude|dpkg|apt-key|add-apt-repository)$/;

/** What is wrong with a command on the image that stages would move to, if anything is known to be. */
export function commandObstacle(move: Move, { command, caller }: Reached): Declined | undefined {
  const { at, label, script } = caller;
  const program = programOf(command);
  if (command.words.length === 0) return undefined;
  if (program === undefined)
    return script
      ? undefined
      : decline(
          'alpine-base/unknown-program',
          at,
          `${label} runs a program that a variable names.`,
        );
  if (debianPackaging.test(program)) return packagingObstacle(move, at, program);
  return (
    programObstacle(move, at, program, `${label} runs ${program}`) ??
    pathsObstacle(
      move,
      caller,
      command.words.map(({ value }) => value),
    ) ??
    nativeObstacle(move, caller, program) ??
    optionObstacle(move, { command, caller }, program) ??
    userObstacle(
      move,
      at,
      program,
      command.words.slice(1).map(({ value = '' }) => value),
    ) ??
    (script ? undefined : unknownObstacle(move, caller, command.words[0]?.value ?? '', program))
  );
}

/** What apt installs has other names on Alpine; on slim it may rely on what slim leaves out. */
function packagingObstacle({ target }: Move, at: Instruction, program: string): Declined {
  const because =
    target === 'alpine'
      ? `${program} installs system packages, whose names on Alpine differ.`
      : `${program} installs packages here, which may rely on what the slim image leaves out.`;
  return decline(
    'alpine-base/system-packages',
    at,
    because,
    'Write the lines for that image yourself, and set the base image with them.',
  );
}

/** A tool of an npm package that is made for glibc, or that needs more than the image has. */
function nativeObstacle(move: Move, { at, label }: Caller, program: string): Declined | undefined {
  const tool = programIn('node-debian', program) === true ? undefined : nativeProgram(program);
  if (!tool) return undefined;
  const rule = tool.needs === undefined ? 'glibc-only-package' : 'needs-configuration';
  const because =
    tool.needs === undefined
      ? 'which is made for glibc and system libraries'
      : `which needs ${tool.needs}`;
  return decline(
    `alpine-base/${rule}`,
    at,
    `${label} runs ${program}, ${because}.`,
    `Set the base image yourself if it works on ${move.target}.`,
  );
}

/** A program that no list has: the project's own, or one that nobody knows. */
function unknownObstacle(
  move: Move,
  caller: Caller,
  word: string,
  program: string,
): Declined | undefined {
  if (managerNamed(program) || programIn(targetImage(move), program) === true) return undefined;
  if (/node_modules\//.test(word) || word.startsWith('-') || /\.[cm]?[jt]s$/.test(word))
    return undefined;
  // Scripts of the project were read on the way here.
  if (word.includes('/') && !systemPath.test(word) && !word.startsWith('/usr/local/'))
    return undefined;
  if (installedPrograms(move.file).has(program) || scriptPath(move, caller, word) !== undefined)
    return undefined;
  return decline(
    'alpine-base/unknown-program',
    caller.at,
    `It is not known whether the ${move.target} image has "${program}".`,
    'Set the base image yourself if it does.',
  );
}
