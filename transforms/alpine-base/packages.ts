import type { Stage } from '../../src/dockerfile/index.js';
import { isTestRunner } from '../../src/knowledge/native-programs.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { platformPackage } from '../../src/knowledge/platform-packages.js';
import type { LockedPackage } from '../../src/project/index.js';
import { programOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { asPackage, type Contents, type Installed } from './applications.js';
import { rootOf } from './images.js';
import { nameOf } from './installs.js';
import type { Move } from './move.js';
import { type Circumstances, installedObstacle, isNative } from './native.js';

/** The first package that does not work on the target, or of which that is not known. */
export function packageObstacle(move: Move, at: Stage, contents: Contents): Declined | undefined {
  const own = new Set(move.stages);
  const circumstances: Circumstances = {
    at,
    node: nodeTag(rootOf(at).resolvedImage?.tag ?? 'latest')?.major,
    target: move.target,
    installs: contents.installs.some(({ reached }) => own.has(reached.caller.stage)),
    tests: contents.runs.some(({ command }) => isTestRunner(programOf(command) ?? '')),
  };
  const named = contents.installs
    .flatMap(({ names }) => names)
    .map((spec) => asPackage([nameOf(spec), spec.slice(nameOf(spec).length + 1)], false));
  return (
    firstObstacle(named, circumstances) ??
    contents.applications.reduce<Declined | undefined>(
      (found, one) =>
        found ?? firstObstacle(counting(one), circumstances) ?? siblingObstacle(one, circumstances),
      undefined,
    )
  );
}

/** Development dependencies count where they are installed. */
function counting({ packages, development }: Installed): readonly LockedPackage[] {
  return development ? packages : packages.filter(({ dev }) => !dev);
}

function firstObstacle(
  packages: readonly LockedPackage[],
  circumstances: Circumstances,
): Declined | undefined {
  for (const one of packages) {
    const obstacle = installedObstacle(one, circumstances);
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** Processors for which every package with musl binaries has one; rarer ones often lack it. */
const common = /^(?:x64|x86_64|64|arm64|aarch64)$/;

/** A lockfile made by npm's optional-dependency bug names the glibc package and no other (B72). */
function siblingObstacle(
  application: Installed,
  { at, target }: Circumstances,
): Declined | undefined {
  const { lockfile } = application;
  if (target === 'slim' || lockfile?.kind !== 'npm') return undefined;
  const packages = counting(application);
  const names = new Set(packages.map(({ name }) => name));
  for (const { name } of packages) {
    const { siblingForMusl: sibling, cpu = '' } = platformPackage(name) ?? {};
    if (sibling === undefined || names.has(sibling) || !common.test(cpu)) continue;
    return decline(
      'alpine-base/lock-without-musl',
      at.from,
      `${lockfile.path} has ${name}, but not ${sibling} for Alpine.`,
      'Remove node_modules and the lockfile, install again, and commit the new lockfile.',
    );
  }
  return undefined;
}

/** Whether anything native is installed at all. */
export function holdsNative({ packages }: Installed): boolean {
  return packages.some(isNative);
}
