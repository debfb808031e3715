import { chainOf, nodeTagOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import {
  fareOn,
  isFetched,
  nativeModule,
  type OwnModules,
} from '../../../src/knowledge/npm/native-modules.js';
import type { LockedPackage } from '../../../src/project/index.js';
import { caution, type Finding } from '../../../src/transform.js';
import type { Contents } from './applications.js';
import type { Install } from './installs.js';
import { isDeclined, type Move } from '../move.js';
import { toolchainDemand } from './toolchain.js';

/** Binaries that an install script fetches where no compiler stands by: where it can't, it fails. */
export function binaryCautions(
  stage: Stage,
  { applications, installs }: Contents,
  final: Stage,
  move: Move,
): Finding[] {
  const { from: at } = stage;
  const {
    target,
    options: { nativeModules },
  } = move;
  const bare = installs.some((install) => !canCompile(move, final, install));
  if (!bare) return [];
  const node = nodeTagOf(rootOf(final))?.major;
  const names = applications.flatMap(({ packages }) =>
    packages
      .filter((one) => mayBeMissing(one, node, nativeModules))
      .map(({ name, version }) => `${name}@${version}`),
  );
  if (names.length === 0) return [];
  const because = `The install script of ${[...new Set(names)].join(', ')} fetches a binary${target === 'alpine' ? ' for musl' : ''}, and compiles where there is none.`;
  const advice =
    'If the build can’t reach the internet, or runs on a rare processor, add python3, make and g++ to the builder.';
  return [caution('alpine-base/fetched-binary', at, because, { advice })];
}

/** Whether compilers could be put beside an install; on slim nobody does, but for stages that stay. */
function canCompile(move: Move, final: Stage, install: Install): boolean {
  if (move.target === 'slim') return !chainOf(final).includes(install.reached.caller.stage);
  const demand = toolchainDemand(move, final, { install, packages: [], because: '' });
  return !isDeclined(demand) && !demand.otherwise;
}

function mayBeMissing(
  { name, version, optional }: LockedPackage,
  node: number | undefined,
  own: OwnModules,
): boolean {
  const known = nativeModule(name, own);
  if (!known || optional || known.x64Only || fareOn(known, version, node) !== 'prebuilt')
    return false;
  return isFetched(known, version);
}
