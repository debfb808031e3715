import { posix } from 'node:path';
import { isWithin, withoutSlash } from '../../../src/path-folders.js';
import { isScratch } from '../../../src/knowledge/system/folders.js';
import { isKey } from '../started/keys.js';
import { shortened } from '../../../src/sentence.js';
import { type Command, commandText, type Word } from '../../../src/shell/index.js';
import type { CommandSite } from '../../../src/steps/index.js';

/** What a command of a RUN does to the image, as far as a split asks. */
export type Deed =
  /** Nothing that a container could miss. */
  | 'nothing'
  /** It works on files that go along: below the application's folder, or at `fills`. */
  | 'files'
  /** It fetches files to `fills`, outside the application's folder. */
  | 'download'
  | 'dependencies'
  | 'build'
  /** It installs programs outside the application: npm -g, corepack. */
  | 'globals'
  /** It fetches package lists. */
  | 'lists'
  /** It changes where system packages come from. */
  | 'sources'
  /** It installs system packages; `without` tells which of them only compiling needs. */
  | 'packages'
  /** It takes packages away again, or empties caches: repeated beside what it cleans up. */
  | 'cleaning'
  /** It changes the system in a way that the runtime stage can repeat: users, folders, links. */
  | 'system'
  /** It may leave anything anywhere: to be repeated as a whole, or not at all. */
  | 'anything'
  /** Nobody can tell whether the container needs what it leaves. */
  | 'obstacle';

/** A word of a command that names a path. */
export interface Operand {
  /** Absolute. */
  readonly path: string;
  readonly word: Word;
}

/** Something that a command installs by its name. */
export interface Part {
  /** Absent where the command can't do without it. */
  readonly word?: Word;
  readonly name: string;
  /** What the runtime stage has in its place, where only a build needs the thing itself. */
  readonly instead?: string;
}

export interface Effect {
  readonly does: Deed;
  /** What is installed; of `cleaning`, `names` are taken away. */
  readonly parts?: readonly Part[];
  /** Of `globals`: the package manager that installs. */
  readonly by?: string;
  /** Users that are created, packages that are removed or belong together. */
  readonly names?: readonly string[];
  /** Absolute paths outside the application's folder that it fills. */
  readonly fills?: readonly string[];
  /** Absolute paths, patterns included, that are gone afterwards. */
  readonly clears?: readonly string[];
  /** Of `system`: the paths that it works on; without any, it works on the system as such. */
  readonly operands?: readonly Operand[];
  /** Of `system`: the file that a redirection writes. */
  readonly into?: string;
  /** Paths that must be there for what it makes to work. */
  readonly uses?: readonly string[];
  /** Words on files that go along: a repeated command does without them. */
  readonly without?: readonly Word[];
  /** What chown gives to whom. */
  readonly given?: { readonly owner: string; readonly paths: readonly string[] };
  /** It reads files of the application. */
  readonly reads?: true;
  /** Of `anything`: it reads no file of the build. */
  readonly selfContained?: boolean;
  /** For an obstacle: the rule after the slash and the reason. */
  readonly rule?: string;
  readonly why?: string;
}

/** Where a command runs, what goes along to the runtime stage, and what is known of the program. */
export interface Site extends CommandSite {
  /** The application's folder in the image. */
  readonly root: string;
  /** The other folders that go along to the runtime stage. */
  readonly kept: readonly string[];
  /** Of these, the folders that nothing but WORKDIR makes: they go along only where more is in them. */
  readonly entered: readonly string[];
  /** Of these, the folders of the system that a later COPY fills, beside what packages put there. */
  readonly awaited: readonly string[];
  /** Whether the program itself starts python. */
  readonly startsPython: () => boolean;
  /** Whether it starts git or ssh; undefined where the project is not known. */
  readonly startsGit: () => boolean | undefined;
  /** Whether the container may use root's keys and settings; undefined where the project is not known. */
  readonly usesKeys: () => boolean | undefined;
  /** Whether a temporary file or folder is made for the program, and not for the build. */
  readonly isTemporaryForProgram: (path: string) => boolean;
  /** Whether it may open shared libraries by their names, or that can't be told. */
  readonly opensLibraries: () => boolean;
  /** Debian's codename in the image, where it is known. */
  readonly debianRelease: string | undefined;
  /** Whether the tag stays on that release. */
  readonly fixedRelease: boolean;
}

export const nothing: Effect = { does: 'nothing' };

/** Something may be left outside the application's folder. */
export function outside(command: Command, what: string): Effect {
  return { does: 'obstacle', rule: 'outside-state', why: `"${shortText(command)}" ${what}.` };
}

/** Nobody can tell what it leaves, but it may be done again where the application is not there yet. */
export function anything(command: Command, what: string): Effect {
  return { ...outside(command, what), does: 'anything' };
}

/** A command as messages quote it. */
export function shortText(command: Command): string {
  return shortened(commandText(command), 60);
}

/** The absolute path that a word names; undefined where the folder or a variable is not known. */
export function pathIn({ folders }: Site, value: string | undefined): string | undefined {
  if (value === undefined || /^[$]/.test(value)) return undefined;
  if (value.startsWith('~')) return /^~(?:\/|$)/.test(value) ? `/root${value.slice(1)}` : undefined;
  const [folder, other] = folders;
  if (value.startsWith('/')) return withoutSlash(posix.normalize(value));
  return folder === undefined || other !== undefined ? undefined : posix.resolve(folder, value);
}

/** Whether a path lies in a folder that goes along, wherever the command may run. */
export function isInside({ folders, root, kept }: Site, path: string): boolean {
  if (/^[~$]/.test(path)) return false;
  return (
    folders.length > 0 &&
    folders.every((folder) =>
      [root, ...kept].some((one) => isWithin(posix.resolve(folder, path), one)),
    )
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

/** Whether what lies there is for the build alone: root's keys and settings, where the container uses none. */
export function isKeyOfBuild(path: string, { usesKeys }: Site): boolean {
  return isKey(path) && usesKeys() === false;
}

/** Whether what a step writes there is left behind with the build, and no temporary file that may be used. */
export function staysBehind(path: string, { usesKeys }: Site): boolean {
  return isCache(path) && !isScratch(path) && !(isKey(path) && usesKeys() === true);
}
