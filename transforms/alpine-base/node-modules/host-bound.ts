import { hasHarmlessInstallScript } from '../../../src/knowledge/npm/install-scripts.js';
import {
  binariesApart,
  callsPrograms,
  fareOn,
  nativeModule,
  type OwnModules,
} from '../../../src/knowledge/npm/native-modules.js';
import { platformPackage } from '../../../src/knowledge/npm/platform-packages.js';
import type { LockedPackage } from '../../../src/project/index.js';
import type { Installed } from './applications.js';

/** Whether anything native is installed at all. */
export function holdsNative(installed: Installed, own: OwnModules): boolean {
  return nativesOf(installed, own).length > 0;
}

/** Whether what the program itself needs is native, development dependencies aside. */
export function runsNative(installed: Installed, own: OwnModules): boolean {
  return nativesOf(installed, own).some(({ dev }) => !dev);
}

/**
 * The packages of which the host's node_modules, copied over the installed ones, may put a binary for another
 * libc in the place of one of the image (handbook B65). Where binaries lie in packages of their own, one for each libc, a
 * COPY adds the host's beside those of the image, and the program picks by what it runs on. That was built and
 * run for the folders that npm makes; pnpm links its own, and without a lockfile nobody knows what comes along.
 */
export function hostBound(installed: Installed, own: OwnModules): readonly LockedPackage[] {
  const { packages, lockfile } = installed;
  const told = lockfile?.kind === 'npm' && lockfile.packages !== undefined;
  const forMusl = packages.map(({ name }) => name).filter((name) => isForMusl(name));
  return nativesOf(installed, own).filter((one) => !(told && isApart(one, forMusl, own)));
}

/** The packages that are native, or may be: for them the host's node_modules must stay out (B65). */
function nativesOf({ packages, lockfile }: Installed, own: OwnModules): readonly LockedPackage[] {
  // Without a lockfile, what package.json asks for may be any newer version.
  const isLocked = lockfile?.packages !== undefined;
  return packages.filter((one) => isNative(one, isLocked ? one.version : '', own));
}

function isNative(
  { name, installScript }: LockedPackage,
  version: string,
  own: OwnModules,
): boolean {
  const known = nativeModule(name, own);
  if (platformPackage(name)?.os === 'linux') return true;
  if (known) return !callsPrograms(name) && !/^(?:pure|optional)$/.test(fareOn(known, version));
  return installScript === true && !hasHarmlessInstallScript(name);
}

/** The same file for each libc, or none at all but in packages by platform that the lockfile has for musl, too. */
function isApart({ name }: LockedPackage, forMusl: readonly string[], own: OwnModules): boolean {
  if (Object.hasOwn(own, name)) return own[name]?.musl === 'static';
  if (platformPackage(name) || /^@(?:img|napi-rs)\/[\w-]*wasm/.test(name)) return true;
  const prefix = binariesApart(name);
  return (
    nativeModule(name)?.musl === 'static' ||
    prefix === '' ||
    (prefix !== undefined && forMusl.some((one) => one.startsWith(prefix)))
  );
}

function isForMusl(name: string): boolean {
  const platform = platformPackage(name);
  return platform?.os === 'linux' && platform.libc === 'musl';
}
