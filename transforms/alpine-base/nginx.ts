import { type Dockerfile, flagValue, type Stage } from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import { nginxTwin, type NginxTwin } from '../../src/knowledge/nginx-tags.js';
import { copyAt, type Project } from '../../src/project/index.js';
import { programOf } from '../../src/shell/index.js';
import {
  caution,
  change,
  type Declined,
  decline,
  type Finding,
  type Options,
  type Outcome,
} from '../../src/transform.js';
import { containerSteps } from './container.js';
import { foreign } from './groups.js';
import { fromSwap, rootOf } from './images.js';
import { isDeclined, type Move, type Reached } from './move.js';
import { pathDemands } from './paths.js';
import { commandDemands } from './programs.js';
import { stepsOf } from './reach.js';
import { instructionUserObstacle } from './users.js';

/**
 * A site that nginx serves: on Alpine nginx has the same folders, user, entrypoint and signal, so that
 * a stage goes there which copies files and does nothing that asks for more (handbook F.2).
 */
export function* nginxToAlpine(
  file: Dockerfile,
  project: Project,
  options: Options,
  final: Stage,
): Iterable<Outcome> {
  const root = rootOf(final);
  const { resolvedImage: image, from } = root;
  const literal = image !== undefined && image.text === root.image.text;
  const twin = literal && image.digest === undefined ? nginxTwin(image.tag ?? '') : undefined;
  if (!twin) return yield foreign(root);
  const obstacle = obstacleIn(
    { file, project, options, target: 'alpine', stages: chainOf(final) },
    final,
  );
  if (obstacle) return yield obstacle;
  const { edits, effect } = fromSwap(file, root, `${root.image.name}:${twin.tag}`);
  const because = `The same nginx on Alpine: nginx:${twin.tag}.`;
  yield change('alpine-base/alpine', from, because, edits, effect, cautionsOf(root, twin));
}

/** The programs of the image itself, on both systems. */
const own = new Set(['envsubst', 'nginx', 'nginx-debug']);

function obstacleIn(move: Move, final: Stage): Declined | undefined {
  const demands = [
    ...move.stages.flatMap((stage) => [
      ...pathDemands(move, stage),
      ...asked(move, stepsOf(move, stage)),
    ]),
    ...asked(move, containerSteps(move, final)),
  ];
  const users = move.stages.map((stage) => instructionUserObstacle(move, stage)).find(Boolean);
  const [first] = demands;
  if (!first) return users ?? copiedProgram(move) ?? configured(move, final);
  return isDeclined(first) ? first : needed(first.at, first.because);
}

function* asked(move: Move, steps: Iterable<Reached | Declined>) {
  for (const one of steps)
    if (isDeclined(one)) yield one;
    else if (!own.has(programOf(one.command) ?? '')) yield* commandDemands(move, one);
}

function needed(at: Stage['from'], because: string): Declined {
  return decline(
    'alpine-base/missing-program',
    at,
    `${because}, which nginx on Alpine may not have.`,
    'Install it with apk, and set the base image yourself.',
  );
}

/** Where a site and its settings lie; elsewhere a copy may bring a program for glibc. */
const site =
  /^\/(?:app|data|docker-entrypoint\.d|etc\/(?:nginx|ssl)|html|home|public|site|srv|usr\/share\/nginx|var\/(?:lib\/nginx|www)|www)(?:\/|$)/;

/** Files of another stage that lie where programs lie. */
function copiedProgram({ file, stages }: Move): Declined | undefined {
  for (const stage of stages)
    for (const [index, copy] of stage.instructions.entries()) {
      if (copy.keyword !== 'COPY' || flagValue(copy, 'from') === undefined) continue;
      if (site.test(copyAt(stage, index, file.stages)?.destination ?? '')) continue;
      const because = 'This COPY may bring a program that was made for glibc.';
      return decline(
        'alpine-base/foreign-copy',
        copy,
        because,
        'Copy into the folder of the site.',
      );
    }
  return undefined;
}

/** A configuration that names a user of Debian’s alone. */
function configured({ project: { files } }: Move, { from }: Stage): Declined | undefined {
  const path = files
    .list()
    .filter((one) => /\.conf(?:\.template)?$/.test(one))
    .find((one) => /^\s*user\s+(?!nginx\b|root\b)/m.test(files.read(one) ?? ''));
  if (path === undefined) return undefined;
  const because = `${path} lets nginx run as a user that its Alpine image may not have.`;
  return decline('alpine-base/missing-user', from, because, 'Use the user nginx.');
}

function cautionsOf({ from, image }: Stage, { tag, assumed, unpinned }: NginxTwin): Finding[] {
  const newer = `"nginx:${tag}" is newer than the tables of slim-dockerfile; it follows the pattern.`;
  const loose = `"${image.tag}" named its release of the system, "${tag}" does not.`;
  return [
    ...(assumed ? [caution('alpine-base/assumed-tag', from, newer)] : []),
    ...(unpinned ? [caution('alpine-base/release-unpinned', from, loose)] : []),
  ];
}
