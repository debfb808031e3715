import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { decline, type Declined, type Options, type Outcome } from '../../src/transform.js';
import { swapFor } from './arguments.js';
import { baseKind } from './images.js';
import { isDeclined, type Move } from './move.js';
import { judge } from './obstacles.js';
import { swapChange } from './swaps.js';

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
  const { obstacle, contents } = judge(move, linked, final);
  yield certificatesObstacle(final) ?? obstacle ?? swapChange(swap, contents, final, 'slim');
}

/** Slim has no certificates but those that node brings. */
function certificatesObstacle(final: Stage): Declined | undefined {
  const path = finalEnvironment(final).scope.variable('NODE_EXTRA_CA_CERTS');
  if (
    path === null ||
    (path !== undefined && !path.startsWith('/etc/ssl/') && !path.startsWith('/usr/'))
  )
    return undefined;
  return decline(
    'alpine-base/missing-program',
    final.from,
    'NODE_EXTRA_CA_CERTS may name the certificates that slim leaves out.',
  );
}
