import { sentence } from '../../src/sentence.js';
import { type Idle, idleImage } from '../../src/command/index.js';
import { chainOf, rootOf, type Stage } from '../../src/dockerfile/index.js';
import { decline, type Declined, defineTransform, type Outcome } from '../../src/transform.js';
import { additions } from './changes/additions.js';
import { golangToAlpine, isGolang } from './other-images/golang.js';
import { foreign, isSmall, joinedStages, pairedByHand } from './image/joined-stages.js';
import { localAddress } from './programs/healthcheck.js';
import { parentFolders, parentObstacle } from './system/parent-folder.js';
import { baseKind, type Swap } from './image/images.js';
import { isDeclined, type Move } from './move.js';
import { nginxToAlpine } from './other-images/nginx.js';
import { judge, type Judgement } from './obstacles.js';
import { rewordingChanges } from './changes/rewordings.js';
import { rules } from './rules.js';
import { slimInstead, toSlim } from './slim.js';
import { swapChange, swapsOf } from './image/swaps.js';

/** Moves the final stage, and every stage that shares files with it, to Alpine. */
export const alpineBase = defineTransform({
  name: 'alpine-base',
  summary:
    'builds on the Alpine variant of the same Node version, or on slim where Alpine is not safe',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const final = file.stages.at(-1) as Stage;
    if (baseKind(rootOf(final)) === 'foreign') {
      if (isSmall(final)) return;
      const move: Move = { file, project, options, target: 'alpine', stages: chainOf(final) };
      if (rootOf(final).official === 'nginx') return yield* nginxToAlpine(move, final);
      if (isGolang(final)) return yield* golangToAlpine(move, final);
      return yield foreign(rootOf(final));
    }
    // Distroless is Debian: the builder stays on the release that it shares with it.
    if (options.runtime === 'distroless') return;
    const linked = joinedStages(file, final);
    const moving = linked.filter((stage) => baseKind(rootOf(stage)) === 'debian');
    if (moving.length === 0 || pairedByHand(linked, moving)) return;
    const idle = idleImage(file, final, project);
    if (idle) return yield unused(idle);
    if (options.runtime === 'slim') yield* toSlim(file, linked, final, project, options);
    else
      yield* toAlpine({ file, project, options, target: 'alpine', stages: moving }, linked, final);
  },
});

/** Who gives the command may give any: one for bash, git or a compiler of the full image, in CI or by hand. */
function unused({ at, what }: Idle): Declined {
  const because = `${sentence(what)}, and that may be a program that smaller images lack.`;
  return decline('alpine-base/no-command', at, because, 'Say with CMD what the image runs.');
}

function* toAlpine(move: Move, linked: readonly Stage[], final: Stage): Iterable<Outcome> {
  const swaps = swapsOf(move, linked);
  if (isDeclined(swaps)) return yield* declined(move, linked, final, swaps);
  const judged = judge(move, linked, final);
  const folder = swaps.map(({ stage }) => parentObstacle(stage)).find((one) => one !== undefined);
  const obstacle = judged.obstacle ?? folder;
  if (!obstacle) return yield* moveToAlpine(move, swaps, judged, final);
  yield* declined(move, linked, final, obstacle);
}

/** Alpine declined is not the end (decision 4), where it is known what the stages hold. */
function* declined(
  move: Move,
  linked: readonly Stage[],
  final: Stage,
  obstacle: Declined,
): Iterable<Outcome> {
  yield obstacle;
  if (!move.options.slimFallback || isUnreadIn(final, obstacle)) return;
  if (!/unknown-project|foreign-base/.test(obstacle.rule)) yield* slimInstead(move, linked, final);
}

/** What can't be read in the final stage, which is the last one, stands against slim as well. */
function isUnreadIn(final: Stage, { rule, at }: Declined): boolean {
  return rule.startsWith('alpine-base/unread-') && at.start >= final.from.start;
}

/** The swap, what it takes, and what differs there: all of it or nothing. */
function* moveToAlpine(
  move: Move,
  swaps: readonly Swap[],
  { contents, needs, rewordings }: Judgement,
  final: Stage,
): Iterable<Outcome> {
  const { file } = move;
  const moves = swaps.some(({ stage }) => stage === rootOf(final));
  const address = moves ? localAddress(file, final) : undefined;
  const all = [
    ...rewordings,
    ...swaps.flatMap(({ stage }) => parentFolders(stage)),
    ...(address ? [address] : []),
  ];
  const added = additions(file, needs, all);
  yield* swaps.map((swap) => swapChange(swap, contents, final, move));
  yield* added.changes;
  yield* rewordingChanges(file, [...all, ...added.rewordings], added.edits);
}
