import type { Stage } from '../../src/dockerfile/index.js';
import { posix } from 'node:path';
import { folderOf } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { type Contents, contentsOf } from './applications.js';
import type { Install } from './installs.js';
import { containerSteps } from './container.js';
import { hostModulesObstacle } from './host-modules.js';
import { isDeclined, type Move, type Reached } from './move.js';
import { packageObstacle } from './packages.js';
import { pathObstacle } from './paths.js';
import { platformObstacle } from './platforms.js';
import { commandObstacle } from './programs.js';
import { stepsOf } from './reach.js';
import { scriptShellOf, sourceObstacle } from './sources.js';
import { instructionUserObstacle } from './users.js';

/** What is known of a move: what stands against it, and what the stages install. */
export interface Judgement {
  readonly obstacle?: Declined;
  readonly contents: Contents;
}

/**
 * Judges a move by all that the stages hold.
 *
 * @param linked the stages that move and those that they take files from
 */
export function judge(move: Move, linked: readonly Stage[], final: Stage): Judgement {
  const contents = contentsOf(move, linked);
  const obstacle =
    stagesObstacle(move) ??
    contentsObstacle(move, linked, final, contents) ??
    containerObstacle(move, final, contents);
  return { contents, ...(obstacle && { obstacle }) };
}

function stagesObstacle(move: Move): Declined | undefined {
  return first(
    move.stages,
    (stage) =>
      pathObstacle(move, stage) ??
      platformObstacle(move, stage) ??
      firstIn(move, stepsOf(move, stage)) ??
      instructionUserObstacle(move, stage),
  );
}

function contentsObstacle(
  move: Move,
  linked: readonly Stage[],
  final: Stage,
  contents: Contents,
): Declined | undefined {
  const { assumePureJs } = move.options;
  if (contents.applications.length === 0 && !assumePureJs) return unknownProject(final);
  if (contents.unknown && !assumePureJs) return unknownProject(final, contents.unknown);
  return (
    packageObstacle(move, final, contents) ??
    (move.target === 'alpine' ? hostModulesObstacle(move, linked, contents) : undefined) ??
    addonObstacle(move, final, contents)
  );
}

function unknownProject(final: Stage, unknown?: Install): Declined {
  const at = unknown?.reached.caller.at ?? final.from;
  const because = unknown
    ? 'Which packages this installs is not known: its package.json was not found in the build context.'
    : 'Which packages are installed is not known: no package.json was found in the build context.';
  return decline(
    'alpine-base/unknown-project',
    at,
    because,
    'Run in the project, name the build context with --context, or say --assume-pure-js.',
  );
}

/** npm compiles an application that has a binding.gyp, and whatever it is told to compile. */
function addonObstacle(
  { project, target }: Move,
  final: Stage,
  { installs, applications }: Contents,
): Declined | undefined {
  const addon = applications.find(
    ({ manifest }) =>
      manifest && project.files.has(posix.join(folderOf(manifest.path), 'binding.gyp')),
  );
  const compiling = installs.find(({ compiles }) => compiles);
  if (!addon && !compiling) return undefined;
  return decline(
    'alpine-base/needs-toolchain',
    compiling?.reached.caller.at ?? final.from,
    `This project compiles native code at install, and the ${target} image has no compiler.`,
    'Install python3 make g++ in the builder, and set the base image yourself.',
  );
}

/** What containers run counts where the final stage moves. */
function containerObstacle(
  move: Move,
  final: Stage,
  { applications }: Contents,
): Declined | undefined {
  if (!move.stages.includes(final)) return undefined;
  const steps = firstIn(move, containerSteps(move, final));
  const bash = applications.find((one) => scriptShellOf(move, one)?.endsWith('bash'));
  if (!steps && bash && move.target === 'alpine')
    return decline(
      'alpine-base/bash-required',
      final.from,
      'script-shell in .npmrc lets bash run the scripts, and Alpine has no bash.',
      'Use sh, or add bash to the image yourself.',
    );
  return steps ?? first(applications, (one) => sourceObstacle(move, final, one));
}

function firstIn(move: Move, steps: Iterable<Reached | Declined>): Declined | undefined {
  for (const one of steps) {
    const obstacle = isDeclined(one) ? one : commandObstacle(move, one);
    if (obstacle) return obstacle;
  }
  return undefined;
}

function first<T>(
  all: readonly T[],
  obstacleOf: (one: T) => Declined | undefined,
): Declined | undefined {
  for (const one of all) {
    const obstacle = obstacleOf(one);
    if (obstacle) return obstacle;
  }
  return undefined;
}
