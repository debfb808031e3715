import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { type Declined, decline, type Options, type Outcome } from '../../src/transform.js';
import { debianRelease } from '../../src/knowledge/images/node-releases.js';
import { nodeTag } from '../../src/knowledge/images/node-tags.js';
import { type Additions, additions } from './changes/additions.js';
import { swapFor } from './image/arguments.js';
import { tablesDate } from './cautions.js';
import { type Need, need, type Rewording } from './demands.js';
import { baseKind, type Swap } from './image/images.js';
import { inContainer, isDeclined, type Move } from './move.js';
import { judge } from './obstacles.js';
import { rewordingChanges } from './changes/rewordings.js';
import { swapChange } from './image/swaps.js';
import { withoutDigest } from './image/twins.js';

/** Alpine declined is not the end: the runtime stage goes to slim of the same release (decision 4). */
export function* slimInstead(
  { file, project, options }: Move,
  linked: readonly Stage[],
  final: Stage,
): Iterable<Outcome> {
  for (const outcome of toSlim(file, linked, final, project, options))
    if (outcome.outcome === 'changed') yield outcome;
}

/** Moves the final stage to slim: in a split the builder keeps what slim lacks. */
export function* toSlim(
  file: Dockerfile,
  linked: readonly Stage[],
  final: Stage,
  project: Project,
  options: Options,
): Iterable<Outcome> {
  if (final.base || baseKind(final) !== 'debian' || /slim/.test(final.resolvedImage?.tag ?? ''))
    return;
  const move: Move = { file, project, options, target: 'slim', stages: [final] };
  const swap = swapFor(move, final);
  if (isDeclined(swap)) return yield swap;
  const { obstacle, contents, needs, rewordings } = judge(move, linked, final);
  if (obstacle) return yield obstacle;
  const all = [...needs, ...certificateNeeds(final)];
  const added = additions(file, all, rewordings, 'slim');
  const closed = closedArchive(swap, added, rewordings);
  if (closed) return yield closed;
  yield swapChange(swap, contents, final, move);
  yield* added.changes;
  const touched = rewordings.filter(({ at }) =>
    added.edits.some(({ start }) => start >= at.start && start <= at.end),
  );
  yield* rewordingChanges(file, touched, added.edits);
}

/** Packages of a release that is over may be gone from Debian's servers, but for a file that gets them. */
function closedArchive(
  { stage, after }: Swap,
  { changes }: Additions,
  installs: readonly Rewording[],
): Declined | undefined {
  const name = nodeTag(withoutDigest(after))?.debianRelease ?? '';
  const end = debianRelease(name)?.end;
  const [first] = changes;
  if (!first || installs.length > 0 || (end !== undefined && end >= tablesDate)) return undefined;
  return decline(
    'alpine-base/missing-program',
    stage.from,
    `${first.because.replace(/\.$/, '')}, and Debian ${name} is over, so that its packages may be gone.`,
    'Move to a maintained version.',
  );
}

/** Slim has no certificates but those that node brings. */
function* certificateNeeds(final: Stage): Iterable<Need> {
  const path = finalEnvironment(final).scope.variable('NODE_EXTRA_CA_CERTS');
  if (typeof path !== 'string' || !/^\/(?:etc\/ssl|usr)\//.test(path)) return;
  const place = inContainer(final);
  yield need(place, ['ca-certificates'], 'NODE_EXTRA_CA_CERTS names them');
}
