import { join, posix } from 'node:path';
import { isDockerfileName } from '../run/dockerfile-names.js';
import type { Git } from './git.js';

/** A file that git keeps: its mode and where it lies from the root of the work tree. */
export interface TrackedFile {
  readonly path: string;
  readonly mode: string;
}

/** Why a work tree is left alone, or undefined where it may be used. */
export async function obstacleIn(git: Git): Promise<string | undefined> {
  if ((await git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD'])) === undefined)
    return 'it has no commit yet';
  const program = await ownProgram(git);
  if (program !== undefined) return `its own configuration of git runs a program (${program})`;
  // What a submodule has checked out counts; to look at its files, git would run what it configures.
  const changed = await git.ask(['status', '--porcelain', '--ignore-submodules=dirty']);
  if (changed !== '') {
    const count = changed.split('\n').length;
    return `its work tree has ${count} uncommitted ${count === 1 ? 'change' : 'changes'}`;
  }
  return undefined;
}

/** What git runs when it looks at files, makes a commit or signs it; hooks in files and fsmonitor are off in any case. */
const programs =
  /^(?:(?:filter|lfs\.extension)\..*\.(?:clean|smudge|process)|gpg\.(?:.*\.)?(?:program|defaultkeycommand)|hook\..*\.command)$/is;

/**
 * A program that the configuration inside of the work tree names, and that git would run for us. The
 * filters of Git LFS are known; what the user configured for all repositories is the user's.
 */
async function ownProgram(git: Git): Promise<string | undefined> {
  const listed = await git.ask(['config', '--list', '--includes', '--show-scope', '-z']);
  const parts = listed.split('\0');
  const own = parts.filter(
    (_, at) => at % 2 === 1 && /^(?:local|worktree)$/.test(parts[at - 1] ?? ''),
  );
  const found = own.find((one) => {
    const [name = '', value = ''] = one.split(/\n(.*)/s);
    return (
      programs.test(name) &&
      value !== '' &&
      !/^git-lfs (?:clean|smudge|filter-process)\b[ %\w-]*$/.test(value)
    );
  });
  return found?.split('\n')[0];
}

/**
 * The Dockerfiles that git keeps: no link, nothing in a submodule, nothing that is not committed. Only of those
 * tagged H has git said above that they are on disk as it keeps them: those that it was told not to look at may
 * be absent, edited, or behind a link that leads out of the repository.
 */
export async function trackedDockerfiles(git: Git): Promise<TrackedFile[]> {
  const listed = await git.ask(['ls-files', '--stage', '-v', '-z']);
  return listed
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', path = ''] = /^H (\d+) [\da-f]+ \d\t([^]+)$/.exec(line) ?? [];
      return mode.startsWith('100') ? [{ mode, path }] : [];
    })
    .filter(
      ({ path }) => isDockerfileName(posix.basename(path)) && !/(^|\/)node_modules\//.test(path),
    );
}

/** The path of a tracked file on disk. */
export function onDisk(git: Git, { path }: TrackedFile): string {
  return join(git.folder, path);
}
