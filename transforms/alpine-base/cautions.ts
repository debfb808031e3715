import { finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import { fareOn, isFetched, nativeModule } from '../../src/knowledge/native-modules.js';
import { endOfLife } from '../../src/knowledge/node-releases.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import type { LockedPackage } from '../../src/project/index.js';
import { caution, type Finding } from '../../src/transform.js';
import type { Contents } from './applications.js';
import { rootOf, type Swap } from './images.js';
import { type Install, nameOf } from './installs.js';
import { isDeclined, type Target } from './move.js';
import { toolchainDemand } from './toolchain.js';

/** The day up to which the tables are right: what ended before is known to have ended. */
const tablesDate = '2026-11-21';

/** What to check after the move of a stage. */
export function cautionsFor(
  swap: Swap,
  contents: Contents,
  final: Stage,
  target: Target,
): Finding[] {
  const last = swap.stage === rootOf(final);
  if (target === 'slim') return [...pinCautions(swap), ...argumentCautions(swap)];
  return [
    ...tagCautions(swap),
    ...pinCautions(swap),
    ...argumentCautions(swap),
    ...(last
      ? [
          ...contentCautions(swap.stage, contents),
          ...binaryCautions(swap.stage, contents, final),
          ...runtimeCautions(swap.stage, final),
        ]
      : []),
  ];
}

/** What a registry said is what the tag has today. */
function pinCautions({ stage: { from: at }, after }: Swap): Finding[] {
  const because = `The digest is the one that node:${after.replace(/@.*/, '')} has today; the pin before may have been older.`;
  return after.includes('@') ? [caution('alpine-base/renewed-pin', at, because)] : [];
}

function tagCautions({ stage: { from: at }, before, after, assumed }: Swap): Finding[] {
  const known = nodeTag(before);
  const end = known?.major === undefined ? undefined : endOfLife(known.major);
  return [
    ...(known?.pinnedRelease
      ? [
          caution(
            'alpine-base/release-unpinned',
            at,
            `"${before}" named its release of the system, "${after}" does not.`,
          ),
        ]
      : []),
    ...(/^(|latest|lts|current)$/.test(known?.version ?? 'none')
      ? [
          caution(
            'alpine-base/moving-tag',
            at,
            `"node:${after}" moves to the next major version by itself, as before.`,
          ),
        ]
      : []),
    ...(assumed
      ? [
          caution(
            'alpine-base/assumed-tag',
            at,
            `"node:${after}" is newer than the tables of slim-dockerfile; it follows the pattern.`,
          ),
        ]
      : []),
    ...(end !== undefined && end < tablesDate
      ? [
          caution(
            'alpine-base/end-of-life',
            at,
            `Node ${known?.major} gets no updates since ${end}.`,
            { advice: 'Move to a maintained version.' },
          ),
        ]
      : []),
  ];
}

function argumentCautions({ stage, argument }: Swap): Finding[] {
  return argument === undefined
    ? []
    : [caution('alpine-base/build-argument', stage.from, argument)];
}

/** What no lockfile tells. */
function contentCautions({ from: at }: Stage, { applications, installs }: Contents): Finding[] {
  const loose = applications.flatMap(({ manifest, lockfile }) =>
    manifest && !lockfile?.packages && manifest.dependencies.size > 0 ? [manifest.path] : [],
  );
  const named = installs
    .flatMap(({ names }) => names.map(nameOf))
    .filter((name) => !nativeModule(name) && !plainTools.has(name));
  return [
    ...loose.map((path) =>
      caution(
        'alpine-base/no-lockfile',
        at,
        `${path} has no lockfile that can be read; only its direct dependencies were checked.`,
        { advice: 'Commit a lockfile.' },
      ),
    ),
    ...(named.length > 0
      ? [
          caution(
            'alpine-base/unlocked-install',
            at,
            `What ${[...new Set(named)].join(', ')} bring along is in no lockfile and was not checked.`,
          ),
        ]
      : []),
  ];
}

/** Binaries that an install script fetches where no compiler stands by: where it can't, it fails. */
function binaryCautions(
  stage: Stage,
  { applications, installs }: Contents,
  final: Stage,
): Finding[] {
  const { from: at } = stage;
  const bare = installs.some((install) => !canCompile(final, install));
  if (!bare) return [];
  const node = nodeTag(rootOf(final).resolvedImage?.tag ?? 'latest')?.major;
  const names = applications.flatMap(({ packages }) =>
    packages
      .filter((one) => mayBeMissing(one, node))
      .map(({ name, version }) => `${name}@${version}`),
  );
  if (names.length === 0) return [];
  const because = `The install script of ${[...new Set(names)].join(', ')} fetches a binary for musl, and compiles where there is none.`;
  const advice =
    'If the build can’t reach the internet, or runs on a rare processor, add python3, make and g++ to the builder.';
  return [caution('alpine-base/fetched-binary', at, because, { advice })];
}

/** Whether compilers could be put beside an install. */
function canCompile(final: Stage, install: Install): boolean {
  const demand = toolchainDemand(final, { install, packages: [], because: '' });
  return !isDeclined(demand) && !demand.otherwise;
}

function mayBeMissing({ name, version, optional }: LockedPackage, node?: number): boolean {
  const known = nativeModule(name);
  if (!known || optional || known.x64Only || fareOn(known, version, node) !== 'prebuilt')
    return false;
  return isFetched(known, version);
}

/** Global tools without native code below them; their dependencies on npm, read 2026-11. */
const plainTools = new Set(
  '@nestjs/cli corepack cross-env forever grunt-cli gulp-cli http-server node-gyp nodemon npm npm-run-all pm2 pnpm rimraf serve ts-node tsx typescript yarn'.split(
    ' ',
  ),
);

function runtimeCautions({ from: at }: Stage, final: Stage): Finding[] {
  const zone = finalEnvironment(final).scope.variable('TZ');
  const installed = chainOf(final)
    .flatMap(({ instructions }) => instructions)
    .some(({ keyword, argument }) => keyword === 'RUN' && /\btzdata\b/.test(argument));
  const set = !installed && typeof zone === 'string' && !/^(?:|UTC|Etc\/UTC|GMT)$/.test(zone);
  return [
    caution(
      'alpine-base/musl-behaviour',
      at,
      "Alpine's libc is musl: name lookup, thread stacks and memory allocation differ a little.",
    ),
    ...(set
      ? [
          caution(
            'alpine-base/time-zone',
            at,
            `Node reads TZ=${zone} by itself; other programs do not without tzdata.`,
          ),
        ]
      : []),
  ];
}
