import { flagValue, type Stage } from '../../../src/dockerfile/index.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { copyAt, isCopy } from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { containerSteps } from '../commands/container.js';
import type { Demand } from '../demands.js';
import { isLibrary } from '../binaries/brought.js';
import { addedDownload } from '../binaries/downloads.js';
import { isDeclined, type Move, type Reached } from '../move.js';
import { pathDemands } from '../system/paths.js';
import { commandDemands, packagingObstacle } from '../programs/index.js';
import { stepsOf } from '../commands/reach.js';
import { shellDemands } from '../programs/shell-lines.js';
import { instructionUserObstacle } from '../system/users.js';

/**
 * What stages of an image other than node ask of it that its Alpine form may not have.
 *
 * @param own the programs of the image itself, on both systems
 * @param name the image, for messages
 * @param container what its container runs
 */
export function strangerIn(
  move: Move,
  final: Stage,
  own: ReadonlySet<string>,
  name: string,
  container: Iterable<Reached | Declined> = containerSteps(move, final),
): Declined | undefined {
  const demands = [
    ...move.stages.flatMap((stage) => [
      ...pathDemands(move, stage),
      ...asked(move, own, stepsOf(move, stage)),
    ]),
    ...shellDemands(move),
    ...asked(move, own, container),
  ];
  const [first] = demands;
  if (!first) return stageObstacle(move) ?? copiedProgram(move);
  return isDeclined(first) ? first : needed(first, name);
}

/** What stands in stages themselves, whatever they run. */
function stageObstacle(move: Move): Declined | undefined {
  return move.stages
    .map((stage) => instructionUserObstacle(move, stage) ?? addedDownload(stage))
    .find(Boolean);
}

function* asked(move: Move, own: ReadonlySet<string>, steps: Iterable<Reached | Declined>) {
  for (const one of steps)
    if (isDeclined(one)) yield one;
    else if (installs(one)) yield packagingObstacle(move, one.caller.at, 'apt');
    else if (!own.has(programOf(one.command) ?? '')) yield* commandDemands(move, one);
}

/** What apt does is written for apk where node is below, whose systems are known. */
function installs({ command }: Reached): boolean {
  return packageCommandOf(command)?.manager === 'apt';
}

function needed({ kind, at, because }: Exclude<Demand, Declined>, name: string): Declined {
  const [what, advice] =
    kind === 'need'
      ? [`${because}, which ${name} on Alpine may not have.`, 'Install it with apk']
      : [`${because} In images of ${name} that is left to you.`, 'Write it so'];
  return decline(
    'alpine-base/missing-program',
    at,
    what,
    `${advice}, and set the base image yourself.`,
  );
}

/** Where a site and its settings lie; elsewhere a copy may bring a program for glibc. */
const site =
  /^\/(?:app|data|docker-entrypoint\.d|etc\/(?:nginx|ssl)|html|home|public|site|srv|usr\/share\/nginx|var\/(?:lib\/nginx|www)|www)(?:\/|$)/;

/** Shared libraries, those that a web server loads as its modules among them. */
function bringsLibrary(path: string): boolean {
  const plain = path.replace(/\/$/, '');
  return isLibrary(plain) || plain.endsWith('/modules');
}

/** Files of another stage that lie where programs lie, and shared libraries from anywhere. */
function copiedProgram({ file, stages }: Move): Declined | undefined {
  for (const stage of stages)
    for (const [index, copy] of stage.instructions.entries()) {
      if (!isCopy(copy)) continue;
      const { destination = '', sources = [] } = copyAt(stage, index, file.stages) ?? {};
      const loaded = [destination, ...sources].some(bringsLibrary);
      const foreign = flagValue(copy, 'from') !== undefined && !site.test(destination);
      if (!loaded && !foreign) continue;
      const because = `This ${copy.keyword} may bring ${loaded ? 'a library' : 'a program'} that was made for glibc.`;
      const advice = loaded
        ? 'Bring one that was made for Alpine, and set the base image yourself.'
        : 'Copy into the folder of the site.';
      return decline('alpine-base/foreign-copy', copy, because, advice);
    }
  return undefined;
}
