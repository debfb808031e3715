import {
  type Dockerfile,
  finalEnvironment,
  rootOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import type { Span } from '../../src/edits.js';
import { nativeModule } from '../../src/knowledge/npm/native-modules.js';
import { isPlainTool } from '../../src/knowledge/npm/plain-tools.js';
import { endOfLife } from '../../src/knowledge/images/node-releases.js';
import { nodeTag } from '../../src/knowledge/images/node-tags.js';
import { type Project, usesKubernetes } from '../../src/project/index.js';
import { caution, type Finding } from '../../src/transform.js';
import type { Contents } from './node-modules/applications.js';
import { type Swap } from './image/images.js';
import { hostModulesCaution } from './node-modules/host-modules.js';
import { binaryCautions } from './node-modules/binary-cautions.js';
import { detectionCautions } from './system/detection.js';
import { nameOf } from './node-modules/installs.js';
import { staleModulesCautions } from './node-modules/mounted-modules.js';
import type { Move } from './move.js';
import { withoutDigest } from './image/twins.js';

/** The day up to which the tables are right: what ended before is known to have ended. */
export const tablesDate = '2026-11-21';

/** What to check after the move of a stage. */
export function cautionsFor(swap: Swap, contents: Contents, final: Stage, move: Move): Finding[] {
  const { target, project, file } = move;
  const last = swap.stage === rootOf(final);
  if (target === 'slim')
    return [
      ...pinCautions(swap),
      ...argumentCautions(swap),
      ...(last ? unlockedCautions(swap.stage, contents, move) : []),
      ...binaryCautions(swap.stage, contents, final, move),
    ];
  return [
    ...tagCautions(swap),
    ...pinCautions(swap),
    ...argumentCautions(swap),
    ...hostModulesCaution(move, swap.stage, contents),
    ...(last
      ? [
          ...looseCautions(swap.stage, contents),
          ...unlockedCautions(swap.stage, contents, move),
          ...binaryCautions(swap.stage, contents, final, move),
          ...staleModulesCautions(move, final, contents),
          ...detectionCautions(swap.stage, contents, move),
          ...lookupCautions(swap.stage, file, project),
          ...localeCautions(swap.stage, final),
        ]
      : []),
  ];
}

/** What a registry said is what the tag has today. */
function pinCautions({ stage: { from: at }, after }: Swap): Finding[] {
  const because = `The digest is the one that node:${withoutDigest(after)} has today; the pin before may have been older.`;
  return after.includes('@') ? [caution('alpine-base/renewed-pin', at, because)] : [];
}

/** What a tag without a codename leaves open. */
export function releaseUnpinned(at: Span, before: string, after: string): Finding {
  const because = `"${before}" named its release of the system, "${after}" does not.`;
  return caution('alpine-base/release-unpinned', at, because);
}

/** What follows the pattern of the tags that are known. */
export function assumedTag(at: Span, image: string): Finding {
  const because = `"${image}" is newer than the tables of slim-dockerfile; it follows the pattern.`;
  return caution('alpine-base/assumed-tag', at, because);
}

/** Versions that become the next major some day. */
const moving = /^(|latest|lts|current)$/;

function tagCautions({ stage: { from: at }, before, after, assumed }: Swap): Finding[] {
  const known = nodeTag(before);
  const end = known?.major === undefined ? undefined : endOfLife(known.major);
  return [
    ...(known?.pinnedRelease ? [releaseUnpinned(at, before, after)] : []),
    ...([before, after].every((tag) => moving.test(nodeTag(tag)?.version ?? 'none'))
      ? [
          caution(
            'alpine-base/moving-tag',
            at,
            `"node:${after}" moves to the next major version by itself, as before.`,
          ),
        ]
      : []),
    ...(assumed ? [assumedTag(at, `node:${after}`)] : []),
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
function looseCautions({ from: at }: Stage, { applications }: Contents): Finding[] {
  return applications.flatMap(({ manifest, lockfile }) =>
    manifest && !lockfile?.packages && manifest.dependencies.size > 0
      ? [
          caution(
            'alpine-base/no-lockfile',
            at,
            `${manifest.path} has no lockfile that can be read; only its direct dependencies were checked.`,
            { advice: 'Commit a lockfile.' },
          ),
        ]
      : [],
  );
}

/** What an install brings that names its packages: on slim it may lack a compiler. */
function unlockedCautions(
  { from: at }: Stage,
  { installs }: Contents,
  { target, options: { nativeModules } }: Move,
): Finding[] {
  const named = installs
    .flatMap(({ names }) => names.map(nameOf))
    .filter((name) => !nativeModule(name, nativeModules) && !isPlainTool(name));
  const unlocked = [...new Set(named)];
  if (unlocked.length === 0) return [];
  const because = `What ${unlocked.join(', ')} ${unlocked.length > 1 ? 'bring' : 'brings'} along is in no lockfile and was not checked.`;
  const where = target === 'slim' ? 'the slim image' : 'Alpine';
  const advice = `Try it on ${where}, or add it to package.json and commit the lockfile.`;
  return [caution('alpine-base/unlocked-install', at, because, { advice })];
}

/** Names of services in a cluster are looked up by the libc (handbook C80). */
function lookupCautions({ from: at }: Stage, { text }: Dockerfile, project: Project): Finding[] {
  const sign = usesKubernetes(project)
    ? 'a Kubernetes cluster'
    : /\bconsul\b|\bndots\b|\bnsswitch\b/i.test(text)
      ? 'a network with its own names'
      : undefined;
  if (sign === undefined) return [];
  const because = `The container runs in ${sign}, where musl looks names up in its own way: all name servers at once, search domains otherwise.`;
  const advice = 'Try the names of your services from a container of the new image.';
  return [caution('alpine-base/musl-behaviour', at, because, { advice })];
}

/** musl knows no languages (handbook C83); Node brings its own. */
function localeCautions({ from: at }: Stage, final: Stage): Finding[] {
  const { scope } = finalEnvironment(final);
  const names = ['LC_ALL', 'LC_TIME', 'LC_COLLATE', 'LC_MESSAGES', 'LANG'];
  const set = names.flatMap((name) => {
    const value = scope.variable(name);
    return typeof value === 'string' && !/^(?:|C|POSIX|(?:C|en)(?:[._].*)?)$/i.test(value)
      ? [`${name}=${value}`]
      : [];
  });
  if (set.length === 0) return [];
  const because = `Programs but Node print in English and sort by code whatever ${set.join(' and ')} says: musl has no locales.`;
  return [caution('alpine-base/locale', at, because)];
}
