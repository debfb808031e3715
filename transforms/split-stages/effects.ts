import { posix } from 'node:path';
import { type Environment, expand } from '../../src/dockerfile/index.js';
import type { Manifest } from '../../src/project/index.js';
import type { Command, Word } from '../../src/shell/index.js';

/** What a command of a RUN does to the image, as far as a split asks. */
export type Deed =
  /** Nothing that a container could miss. */
  | 'nothing'
  /** It works on files below the application's folder. */
  | 'files'
  | 'dependencies'
  | 'build'
  /** It installs programs outside the application: npm -g, corepack. */
  | 'globals'
  /** It fetches package lists. */
  | 'lists'
  /** It changes where system packages come from. */
  | 'sources'
  /** It installs what only compiling needs. */
  | 'toolchain'
  | 'packages'
  /** Nobody can tell whether the container needs what it leaves. */
  | 'obstacle';

export interface Effect {
  readonly does: Deed;
  /** What `globals` and `toolchain` install. */
  readonly names?: readonly string[];
  /** For an obstacle: the rule after the slash and the reason. */
  readonly rule?: string;
  readonly why?: string;
}

/** Where a command runs and what is known around it. */
export interface Site {
  /** The application's folder in the image. */
  readonly root: string;
  /** The folders in which the command may run; several where a `cd` may or may not count. */
  readonly folders: readonly string[];
  readonly environment: Environment;
  /** The package.json of a folder of the image. */
  readonly manifestIn: (folder: string) => Manifest | undefined;
  /** The text of a file of the image that comes from the build context. */
  readonly textOf: (path: string) => string | undefined;
  /** Whether the program itself starts python. */
  readonly startsPython: boolean;
}

export const nothing: Effect = { does: 'nothing' };

/** Something may be left outside the application's folder. */
export function outside(command: Command, what: string): Effect {
  const text = command.words.map((word) => word.text).join(' ');
  return {
    does: 'obstacle',
    rule: 'outside-state',
    why: `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}" ${what}.`,
  };
}

/** What a shell makes of a word by the values that ENV sets; undefined when that is not known. */
export function valueIn({ environment }: Site, { value, text }: Word): string | undefined {
  if (value !== undefined || /[`(]/.test(text)) return value;
  return expand(text, (name) => environment.scope.variable(name) ?? undefined);
}

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a path lies in the application's folder, wherever the command may run. */
export function isInside({ folders, root }: Site, path: string): boolean {
  if (/^[~$]/.test(path)) return false;
  return (
    folders.length > 0 && folders.every((folder) => isWithin(posix.resolve(folder, path), root))
  );
}

/** Whether the command runs in the application's folder. */
export function runsInside(site: Site): boolean {
  return isInside(site, '.');
}

const cache =
  /^(?:(?:\/root|~|\$HOME|\$\{HOME\})\/\.(?:npm|cache|yarn|pnpm-store|node-gyp|npmrc|yarnrc|bowerrc|netrc|gitconfig|ssh)|\/tmp|\/var\/(?:cache|tmp|lib\/apt\/lists)|\/usr\/local\/share\/\.cache|\/dev|\/proc)(?:\/|$)/;

/** Whether what lies there matters to the build alone: caches, credentials, devices. */
export function isCache(path: string): boolean {
  return cache.test(path) && !path.includes('..');
}
