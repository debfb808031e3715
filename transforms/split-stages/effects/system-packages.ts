import {
  alpineLibraries,
  debianLibraries,
} from '../../../src/knowledge/system/runtime-libraries.js';
import { isToolchain } from '../../../src/knowledge/system/toolchain.js';
import {
  type PackageCommand,
  packageCommandOf,
  type PackageManager,
} from '../../../src/packages/index.js';
import type { Command } from '../../../src/shell/index.js';
import { anything, type Effect, isInside, nothing, outside, type Site } from './effect.js';
import { valueIn } from '../../../src/steps/index.js';

/** What apt or apk does (handbook B23 to B25, B29); undefined for any other program. */
export function packageEffects(command: Command, site: Site): readonly Effect[] | undefined {
  const read = packageCommandOf(command, (word) => valueIn(site, word));
  if (!read) return undefined;
  switch (read.action) {
    case 'unknown':
      return [outside(command, 'does what a variable says')];
    case 'update':
      return [{ does: 'lists' }];
    case 'upgrade':
      return [{ does: 'packages', parts: [] }, ...ownLists(read)];
    case 'install':
      return [installed(read, site), ...ownLists(read)];
    case 'remove':
      return [
        { does: 'cleaning', names: read.packages.map(({ text, word }) => text ?? word.text) },
      ];
    case 'clean':
      return [{ does: 'cleaning' }];
    case 'other':
      return [outside(command, 'may leave something that the container needs')];
    default:
      return [nothing];
  }
}

/** `apk add --no-cache` fetches the lists itself. */
function ownLists({ manager, options }: PackageCommand): readonly Effect[] {
  const fetches = options.some(({ names }) =>
    names.some((name) => /^(?:--no-cache|--update|--update-cache|-U)$/.test(name)),
  );
  return manager === 'apk' && fetches ? [{ does: 'lists' }] : [];
}

function installed({ command, manager, options, packages }: PackageCommand, site: Site): Effect {
  const file = packages.find((one) => one.file);
  if (file)
    return isInside(site, file.text ?? '$')
      ? outside(command, `installs the file ${file.text}`)
      : anything(command, `installs the file ${file.text}`);
  // Python without a compiler beside it is no part of node-gyp: the program may start it.
  const compiles = packages.some(({ name = '' }) => isToolchain(name) && !name.startsWith('py'));
  const isTool = (name: string): boolean =>
    isToolchain(name) && !(name.startsWith('py') && (!compiles || site.startsPython()));
  return {
    does: 'packages',
    parts: packages.map(({ word, name = word.text, version }) => {
      const libraries = version === undefined ? librariesOf(name, manager, site) : undefined;
      const instead = isTool(name) ? '' : libraries;
      return { word, name, ...(instead !== undefined && { instead }) };
    }),
    names: options.flatMap(({ names, value }) =>
      value !== undefined && names.some((one) => /^(?:-t|--virtual)$/.test(one)) ? [value] : [],
    ),
  };
}

/**
 * What runs against the headers of a -dev package needs its libraries (handbook B23); a program
 * that opens libraries by their bare names needs the package itself.
 */
function librariesOf(
  name: string,
  manager: PackageManager,
  { debianRelease, fixedRelease, opensLibraries }: Site,
): string | undefined {
  if (manager === 'apt' && debianRelease === undefined) return undefined;
  const libraries =
    manager === 'apt'
      ? debianLibraries(name, debianRelease ?? '', fixedRelease)
      : alpineLibraries(name);
  return libraries === undefined || opensLibraries() ? undefined : libraries;
}
