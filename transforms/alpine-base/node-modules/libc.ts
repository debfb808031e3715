import { knownWords } from '../../../src/shell/index.js';
import { platformPackage } from '../../../src/knowledge/npm/platform-packages.js';
import { folderOf, libcSetting, type LockedPackage } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Installed } from './applications.js';
import type { Install } from './installs.js';
import type { Move } from '../move.js';

const advice = 'Let it install for musl as well, or for the system that it runs on.';
const option = /^--libc(?:=|$)/;

/**
 * A package manager that is told to install binaries for glibc does so on Alpine, too, where they do
 * not load.
 *
 * @param packages what the application installs
 */
export function libcObstacle(
  { project }: Move,
  { manifest }: Installed,
  packages: readonly LockedPackage[],
  installs: readonly Install[],
): Declined | undefined {
  const [first] = installs;
  if (!first || !packages.some(isForOneLibc)) return undefined;
  const asked = installs.map(askedObstacle).find((one) => one !== undefined);
  const setting = manifest && libcSetting(project, folderOf(manifest.path));
  if (asked || !setting || setting.libcs.some((one) => one !== 'glibc')) return asked;
  return pinned(first, `${setting.path} lets it install binaries for glibc alone`);
}

/** `npm install --libc=glibc sharp`: what it names has such a binary. */
export function askedObstacle(install: Install): Declined | undefined {
  const { command, caller } = install.reached;
  const words = knownWords(command);
  const at = words.findIndex((word) => option.test(word));
  const given = words[at]?.includes('=') ? words[at].slice('--libc='.length) : words[at + 1];
  const { scope } = caller.environment;
  const variable = scope.variable('npm_config_libc') ?? scope.variable('NPM_CONFIG_LIBC');
  if ((at === -1 ? variable : given) !== 'glibc') return undefined;
  return pinned(install, 'It installs binaries for glibc alone');
}

function isForOneLibc({ name }: LockedPackage): boolean {
  const { os, libc } = platformPackage(name) ?? {};
  return os === 'linux' && libc !== 'any';
}

function pinned({ reached }: Install, because: string): Declined {
  return decline('alpine-base/libc-pinned', reached.caller.at, `${because}.`, advice);
}
