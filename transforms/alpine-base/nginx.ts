import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { chainOf, instructionsOf, rootOf } from '../../src/image-state.js';
import { nginxTwin, type NginxTwin } from '../../src/knowledge/nginx-tags.js';
import type { Project } from '../../src/project/index.js';
import {
  change,
  type Declined,
  decline,
  type Finding,
  type Options,
  type Outcome,
} from '../../src/transform.js';
import { assumedTag, releaseUnpinned } from './cautions.js';
import { containerSteps } from './container.js';
import { foreign } from './groups.js';
import { fromSwap, literalTag } from './images.js';
import type { Move } from './move.js';
import { entrypointSteps } from './nginx-scripts.js';
import { strangerIn } from './strangers.js';

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
  const { from } = root;
  const tag = literalTag(root);
  const twin = tag === undefined ? undefined : nginxTwin(tag);
  if (!twin) return yield foreign(root);
  const move: Move = { file, project, options, target: 'alpine', stages: chainOf(final) };
  const steps = [...containerSteps(move, final), ...entrypointSteps(move, final)];
  const obstacle = strangerIn(move, final, own, 'nginx', steps) ?? configured(move, final);
  if (obstacle) return yield obstacle;
  const { edits, effect } = fromSwap(file, root, `${root.image.name}:${twin.tag}`);
  const because = `The same nginx on Alpine: nginx:${twin.tag}.`;
  yield change('alpine-base/alpine', from, because, edits, effect, cautionsOf(root, twin));
}

/** The programs of the image itself, on both systems. */
const own = new Set(['envsubst', 'nginx', 'nginx-debug']);

/** A configuration that names a user of Debian’s alone, in a file or in what a step writes. */
function configured({ project: { files } }: Move, final: Stage): Declined | undefined {
  const path = files
    .list()
    .filter((one) => /\.conf(?:\.template)?$/.test(one))
    .find((one) => /^[\t ]*user\s+(?!nginx\b|root\b)/m.test(files.read(one) ?? ''));
  const step = instructionsOf(final).find(({ argument }) => argument.includes('www-data'));
  const who = path ?? step?.keyword;
  if (who === undefined) return undefined;
  const because = `${who} lets nginx run as a user that its Alpine image may not have.`;
  const at = path === undefined ? step : undefined;
  return decline('alpine-base/missing-user', at ?? final.from, because, 'Use the user nginx.');
}

function cautionsOf({ from, image }: Stage, { tag, assumed, unpinned }: NginxTwin): Finding[] {
  return [
    ...(assumed ? [assumedTag(from, `nginx:${tag}`)] : []),
    ...(unpinned ? [releaseUnpinned(from, image.tag ?? '', tag)] : []),
  ];
}
