import { hasHarmlessInstallScript } from '../../../src/knowledge/npm/install-scripts.js';
import {
  binariesApart,
  nativeModule,
  type OwnModules,
} from '../../../src/knowledge/npm/native-modules.js';
import { platformPackage } from '../../../src/knowledge/npm/platform-packages.js';
import type { LockedPackage } from '../../../src/project/index.js';
import type { Installed } from './applications.js';

/** Whether anything native is installed at all. */
export function holdsNative({ packages }: Installed, own: OwnModules): boolean {
  return packages.some((one) => isNative(one, own));
}

/** Whether what the program itself needs is native, development dependencies aside. */
export function runsNative({ packages }: Installed, own: OwnModules): boolean {
  return packages.some((one) => !one.dev && isNative(one, own));
}

/**
 * Whether the host's node_modules, copied over the installed ones, may put a binary for another libc in the
 * place of one of the image (handbook B65). Where binaries lie in packages of their own, one for each libc, a
 * COPY adds the host's beside those of the image, and the program picks by what it runs on. That was built and
 * run for the folders that npm makes; pnpm links its own, and without a lockfile nobody knows what comes along.
 */
export function hasHostBound({ packages, lockfile }: Installed, own: OwnModules): boolean {
  const told = lockfile?.kind === 'npm' && lockfile.packages !== undefined;
  const forMusl = packages.map(({ name }) => name).filter((name) => isForMusl(name));
  return packages.some((one) => isNative(one, own) && !(told && isApart(one, forMusl, own)));
}

/** Whether a package is native, or may be: then the host's node_modules must stay out (B65). */
function isNative({ name, installScript }: LockedPackage, own: OwnModules): boolean {
  const known = nativeModule(name, own);
  if (platformPackage(name)?.os === 'linux') return true;
  if (known) return !/^(?:pure|optional)$/.test(known.musl);
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
