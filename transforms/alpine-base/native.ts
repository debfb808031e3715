import type { Stage } from '../../src/dockerfile/index.js';
import { hasHarmlessInstallScript } from '../../src/knowledge/install-scripts.js';
import { fareOn, nativeModule, type NativeModule } from '../../src/knowledge/native-modules.js';
import { platformPackage } from '../../src/knowledge/platform-packages.js';
import type { LockedPackage } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import type { Target } from './move.js';

/** What of an application counts for a move. */
export interface Circumstances {
  readonly at: Stage;
  readonly node?: number | undefined;
  readonly target: Target;
  /** The image that moves installs packages itself: it compiles what has to be compiled. */
  readonly installs: boolean;
  /** Development dependencies are used during the build, not only installed. */
  readonly tests: boolean;
}

/** What is wrong with one package on the target, if anything is known to be. */
export function installedObstacle(
  one: LockedPackage,
  circumstances: Circumstances,
): Declined | undefined {
  return (
    (one.git ? gitObstacle(one, circumstances) : undefined) ?? nativeObstacle(one, circumstances)
  );
}

function gitObstacle(
  { name }: LockedPackage,
  { at, target, installs }: Circumstances,
): Declined | undefined {
  // On Alpine git is added.
  if (!installs || target === 'alpine') return undefined;
  return decline(
    'alpine-base/git-dependency',
    at.from,
    `${name} comes from git, and the ${target} image has no git.`,
    'Publish it to a registry, or install git yourself.',
  );
}

function nativeObstacle(one: LockedPackage, circumstances: Circumstances): Declined | undefined {
  const { name, version, optional, installScript, os } = one;
  if (optional || (os && !os.includes('linux')) || platformPackage(name)) return undefined;
  const known = nativeModule(name);
  const label = `${name}${version === '' ? '' : `@${version}`}`;
  if (known) return knownObstacle(known, label, one, circumstances);
  if (installScript !== true || hasHarmlessInstallScript(name)) return undefined;
  return decline(
    'alpine-base/unknown-install-script',
    circumstances.at.from,
    `${label} has an install script that is not known: it may compile, or download a program.`,
    'Check that it works there, and set the base image yourself.',
  );
}

/** Packages that the image itself has, in each variant. */
const always = new Set(['libstdc++', 'libgcc']);

function knownObstacle(
  known: NativeModule,
  label: string,
  one: LockedPackage,
  circumstances: Circumstances,
): Declined | undefined {
  const { at, node, target, installs, tests } = circumstances;
  const fare = fareOn(known, one.version, node);
  if (fare === 'glibc-only' && target === 'alpine' && (!one.dev || tests))
    return decline(
      'alpine-base/glibc-only-package',
      at.from,
      `${label} ships programs for glibc only; on Alpine it fails when it runs.`,
      'Keep the slim image.',
    );
  if (fare === 'source' && installs)
    return decline(
      'alpine-base/needs-toolchain',
      at.from,
      `${label} compiles at install, and the ${target} image has no compiler.`,
      `Install ${known.build.join(' ') || 'python3 make g++'} in the builder, and set the base image yourself.`,
    );
  const needs = one.dev ? undefined : needsOf(known, fare);
  if (needs === undefined) return undefined;
  return decline(
    'alpine-base/needs-configuration',
    at.from,
    `${label} needs more than the ${target} image has: ${needs}.`,
    'Make these settings, then set the base image yourself.',
  );
}

/** The settings, or the packages of the system, that a module does not run without. */
function needsOf({ run, note }: NativeModule, fare: NativeModule['musl']): string | undefined {
  const packages = run.filter((name) => !always.has(name)).join(', ');
  if (fare === 'needs-config') return note ?? packages;
  return /^(?:prebuilt|source)$/.test(fare) && packages !== '' ? packages : undefined;
}

/** Whether a package is native, or may be: then the host's node_modules must stay out (B65). */
export function isNative({ name, installScript }: LockedPackage): boolean {
  const known = nativeModule(name);
  if (platformPackage(name)?.os === 'linux') return true;
  if (known) return !/^(?:pure|optional)$/.test(known.musl);
  return installScript === true && !hasHarmlessInstallScript(name);
}
