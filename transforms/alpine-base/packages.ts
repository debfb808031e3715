import type { Stage } from '../../src/dockerfile/index.js';
import { hasHarmlessInstallScript } from '../../src/knowledge/install-scripts.js';
import { fareOn, nativeModule, type NativeModule } from '../../src/knowledge/native-modules.js';
import { isTestRunner } from '../../src/knowledge/native-programs.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { platformPackage } from '../../src/knowledge/platform-packages.js';
import type { LockedPackage } from '../../src/project/index.js';
import { programOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { asPackage, type Contents, type Installed } from './applications.js';
import { imageBehind, rootOf } from './images.js';
import { nameOf } from './installs.js';
import type { Move } from './move.js';

/** What of an application counts for a move. */
interface Circumstances {
  readonly at: Stage;
  readonly node?: number | undefined;
  readonly target: Move['target'];
  /** The image that moves installs packages itself: it compiles what has to be compiled. */
  readonly installs: boolean;
  /** Development dependencies are used during the build, not only installed. */
  readonly tests: boolean;
}

/** The first package that does not work on the target, or of which that is not known. */
export function packageObstacle(move: Move, at: Stage, contents: Contents): Declined | undefined {
  const own = new Set(move.stages);
  const circumstances: Circumstances = {
    at,
    node: nodeTag(imageBehind(rootOf(at))?.tag ?? 'latest')?.major,
    target: move.target,
    installs: contents.installs.some(({ reached }) => own.has(reached.caller.stage)),
    tests: contents.runs.some(({ command }) => isTestRunner(programOf(command) ?? '')),
  };
  const named = contents.installs.flatMap(({ names }) => names).map((spec) => asPackage([nameOf(spec), spec.slice(nameOf(spec).length + 1)], false));
  return (
    firstObstacle(named, circumstances) ??
    contents.applications.reduce<Declined | undefined>(
      (found, one) => found ?? firstObstacle(counting(one), circumstances) ?? siblingObstacle(one, circumstances),
      undefined,
    )
  );
}

/** Development dependencies count where they are installed. */
function counting({ packages, development }: Installed): readonly LockedPackage[] {
  return development ? packages : packages.filter(({ dev }) => !dev);
}

function firstObstacle(packages: readonly LockedPackage[], circumstances: Circumstances): Declined | undefined {
  for (const one of packages) {
    const obstacle = one.git ? gitObstacle(one, circumstances) : nativeObstacle(one, circumstances);
    if (obstacle) return obstacle;
  }
  return undefined;
}

function gitObstacle({ name }: LockedPackage, { at, target, installs }: Circumstances): Declined | undefined {
  if (!installs) return undefined;
  return decline('alpine-base/git-dependency', at.from, `${name} comes from git, and the ${target} image has no git.`, 'Publish it to a registry, or install git yourself.');
}

function nativeObstacle(one: LockedPackage, circumstances: Circumstances): Declined | undefined {
  const { name, version, optional, installScript, os } = one;
  if (optional || (os && !os.includes('linux')) || platformPackage(name)) return undefined;
  const known = nativeModule(name);
  const label = `${name}${version === '' ? '' : `@${version}`}`;
  if (known) return knownObstacle(known, label, one, circumstances);
  if (installScript !== true || hasHarmlessInstallScript(name)) return undefined;
  return decline('alpine-base/unknown-install-script', circumstances.at.from, `${label} has an install script that is not known: it may compile, or download a program.`, 'Check that it works there, and set the base image yourself.');
}

/** Packages that the image itself has, in each variant. */
const always = new Set(['libstdc++', 'libgcc']);

function knownObstacle(known: NativeModule, label: string, { version, dev }: LockedPackage, { at, node, target, installs, tests }: Circumstances): Declined | undefined {
  const fare = fareOn(known, version, node);
  const used = !dev || tests;
  const needs = known.run.filter((name) => !always.has(name));
  if (fare === 'glibc-only' && target === 'alpine' && used)
    return decline('alpine-base/glibc-only-package', at.from, `${label} ships programs for glibc only; on Alpine it fails when it runs.`, 'Keep the slim image.');
  if (fare === 'source' && installs)
    return decline('alpine-base/needs-toolchain', at.from, `${label} compiles at install, and the ${target} image has no compiler.`, `Install ${known.build.length > 0 ? known.build.join(' ') : 'python3 make g++'} in the builder, and set the base image yourself.`);
  if (dev || /^(?:pure|static|optional|glibc-only)$/.test(fare) || (fare !== 'needs-config' && needs.length === 0)) return undefined;
  return decline('alpine-base/needs-configuration', at.from, `${label} needs more than the ${target} image has: ${fare === 'needs-config' ? (known.note ?? needs.join(', ')) : needs.join(', ')}.`, 'Make these settings, then set the base image yourself.');
}

/** A lockfile made by npm's optional-dependency bug names the glibc package and no other (B72). */
function siblingObstacle(application: Installed, { at, target }: Circumstances): Declined | undefined {
  const { lockfile } = application;
  if (target === 'slim' || lockfile?.kind !== 'npm') return undefined;
  const packages = counting(application);
  const names = new Set(packages.map(({ name }) => name));
  for (const { name } of packages) {
    const sibling = platformPackage(name)?.siblingForMusl;
    if (sibling === undefined || names.has(sibling)) continue;
    return decline('alpine-base/lock-without-musl', at.from, `${lockfile.path} has ${name}, but not ${sibling} for Alpine.`, 'Remove node_modules and the lockfile, install again, and commit the new lockfile.');
  }
  return undefined;
}

/** Whether anything native is installed at all: then the host's node_modules must stay out (B65). */
export function holdsNative({ packages }: Installed): boolean {
  return packages.some(({ name, installScript }) => {
    const known = nativeModule(name);
    const native = known !== undefined && !/^(?:pure|optional)$/.test(known.musl);
    return platformPackage(name)?.os === 'linux' || native || (installScript === true && !known && !hasHarmlessInstallScript(name));
  });
}
