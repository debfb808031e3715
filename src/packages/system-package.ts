import type { Span } from '../edits.js';
import type { Word } from '../shell/index.js';

/** One package that a command names. */
export interface SystemPackage extends Span {
  readonly word: Word;
  /** As given to the manager: `git=1:2.39*`; absent where a variable decides. */
  readonly text?: string;
  /** Without version, suite and architecture; absent where that is not plain. */
  readonly name?: string;
  /** `1:2.39*` of `git=1:2.39*`; with its operator for apk, which knows several. */
  readonly version?: string;
  /** `bookworm-backports` of `git/bookworm-backports`. */
  readonly suite?: string;
  /** `i386` of `libc6:i386`. */
  readonly architecture?: string;
  /** A file in place of a name: `./chrome.deb`. */
  readonly file: boolean;
}

const form =
  /^(?<name>[a-z0-9][a-z0-9+._-]*?)(?::(?<architecture>[a-z0-9-]+))?(?:\/(?<suite>[\w.-]+)|(?<version>[=~<>].*))?$/i;

/** Reads what a word says of a package: `name`, `name=version`, `name/suite`, `name:arch`. */
export function systemPackage(word: Word, text: string | undefined): SystemPackage {
  const { start, end } = word;
  if (text === undefined) return { word, start, end, file: false, ...pinned(word) };
  const file = /^(?:\.{0,2}|~)\/|\.(?:deb|apk)$/.test(text);
  const groups = file ? undefined : form.exec(text)?.groups;
  const { name, version, suite, architecture } = groups ?? {};
  return {
    word,
    start,
    end,
    file,
    text,
    ...(name !== undefined && !isRemoval(name) && { name }),
    ...(version !== undefined && { version: version.replace(/^=/, '') }),
    ...(suite !== undefined && { suite }),
    ...(architecture !== undefined && { architecture }),
  };
}

/** A variable may hold the version alone: `git=$GIT_VERSION`. */
function pinned({ text }: Word): Pick<SystemPackage, 'name' | 'version'> {
  const [, name, version] = /^"?([a-z0-9][a-z0-9+._-]*)=(.+)$/i.exec(text) ?? [];
  return name !== undefined && version !== undefined ? { name, version } : {};
}

/** `apt-get install name-` takes a package away. */
function isRemoval(name: string): boolean {
  return name.endsWith('-');
}
