import type { Command } from '../../src/shell/index.js';
import { type Effect, nothing, outside, type Site, valueIn } from './effects.js';

/** Packages that compile and are never needed to run what they compiled (handbook B23). */
const tools = new Set(
  'autoconf automake build-base build-essential cmake g++ gcc libc-dev libc6-dev libtool linux-headers make musl-dev node-gyp pkg-config pkgconf py3-setuptools python python2 python3 python3-dev python3-setuptools'.split(
    ' ',
  ),
);
/** Options that take the next word. */
const withValue =
  /^(?:-t|--virtual|-X|--repository|-o|--option|-c|--target-release|--default-release)$/;

/** Whether a program is a package manager of the system. */
export function isPackageManager(program: string): boolean {
  return /^(?:apt|apt-get|aptitude|apk)$/.test(program);
}

/** What apt or apk does (handbook B23 to B25, B29). */
export function packageEffects(command: Command, site: Site): readonly Effect[] {
  const words = command.words.slice(1).map((word) => valueIn(site, word));
  const operands = words.filter(
    (word, index) =>
      word === undefined || !(word.startsWith('-') || withValue.test(words[index - 1] ?? '')),
  );
  const [action, ...names] = operands;
  if (action === undefined)
    return [operands.length > 0 ? outside(command, 'does what a variable says') : nothing];
  if (action === 'update') return [{ does: 'lists' }];
  if (/^(?:(?:dist-|full-)?upgrade)$/.test(action))
    return [{ does: 'packages' }, ...ownLists(command, words)];
  if (/^(?:add|install|reinstall)$/.test(action))
    return [installed(command, names, site), ...ownLists(command, words)];
  if (
    /^(?:auto-?clean|auto-?remove|cache|check|clean|del|info|list|policy|purge|remove|search|show|fix|version)$/.test(
      action,
    )
  )
    return [nothing];
  return [outside(command, 'may leave something that the container needs')];
}

/** `apk add --no-cache` fetches the lists itself. */
function ownLists(
  { words: [program] }: Command,
  words: readonly (string | undefined)[],
): readonly Effect[] {
  const fetches =
    program?.value?.endsWith('apk') === true &&
    words.some((word) => /^(?:--no-cache|--update|--update-cache|-U)$/.test(word ?? ''));
  return fetches ? [{ does: 'lists' }] : [];
}

function installed(
  command: Command,
  names: readonly (string | undefined)[],
  { startsPython }: Site,
): Effect {
  const file = names.find((name) => /^(?:\.{0,2}|~)\/|\.(?:deb|apk)$/.test(name ?? ''));
  if (file !== undefined) return outside(command, `installs the file ${file}`);
  const bare = names.map((name) => name?.replace(/[=~<>].*$/, ''));
  const onlyTools = bare.every(
    (name) => name !== undefined && tools.has(name) && !(startsPython && name.startsWith('py')),
  );
  // Python without a compiler beside it is no part of node-gyp: the program may start it.
  const onlyPython = bare.every((name) => name?.startsWith('py') === true);
  return onlyTools && !onlyPython
    ? { does: 'toolchain', names: bare as string[] }
    : { does: 'packages' };
}
