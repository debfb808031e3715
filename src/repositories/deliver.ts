import { join } from 'node:path';
import type { FileResult } from '../run/index.js';
import { placeFile, replaceFile } from '../machine/write-file.js';
import { commitAll, type Draft, isSameWork, nameBranch } from './commits.js';
import { GitError, type Git } from './git.js';
import { commitMessage, pullRequestBody } from './messages.js';
import { onDisk, type TrackedFile } from './work-tree.js';

/** Where changes go. */
export interface Delivery {
  /** Into the files of the work tree. */
  readonly write: boolean;
  /** Onto a new branch. */
  readonly branch?: string;
  readonly perTransform: boolean;
  /** A folder that gets a patch for each repository. */
  readonly patches?: string;
  /** A folder that gets the text of a pull request for each repository. */
  readonly bodies?: string;
  readonly push: boolean;
}

/** A file and what became of it, after some transforms and after all of them. */
export interface Rewritten {
  readonly file: TrackedFile;
  readonly result: FileResult;
  /** The texts after each transform, in the order of their commits. */
  readonly steps: readonly { readonly transform: string; readonly text: string }[];
}

/**
 * Brings the changes of one repository to where they are wanted. Each step either happens whole or
 * not at all, and can be repeated.
 *
 * @returns why it could not be done; undefined when it is
 */
export async function deliver(
  git: Git,
  name: string,
  rewritten: readonly Rewritten[],
  delivery: Delivery,
): Promise<string | undefined> {
  const results = rewritten.map(({ result }) => result);
  if (delivery.write) await writeAll(git, rewritten);
  if (delivery.bodies !== undefined)
    await placeFile(join(delivery.bodies, `${name}.md`), pullRequestBody(results));
  if (delivery.branch === undefined && delivery.patches === undefined) return undefined;
  const commit = await commitAll(git, draftsOf(rewritten, delivery));
  if (commit === undefined) return undefined;
  if (delivery.patches !== undefined)
    await placeFile(join(delivery.patches, `${name}.patch`), await patchOf(git, commit));
  if (delivery.branch === undefined) return undefined;
  const problem = await nameBranch(git, delivery.branch, commit);
  return problem ?? (delivery.push ? push(git, delivery.branch, commit) : undefined);
}

function draftsOf(rewritten: readonly Rewritten[], { perTransform }: Delivery): Draft[] {
  const results = rewritten.map(({ result }) => result);
  const all = {
    message: commitMessage(results),
    texts: rewritten.map(({ file, result }) => ({ file, text: result.text })),
  };
  if (!perTransform) return [all];
  const names = rewritten[0]?.steps.map(({ transform }) => transform) ?? [];
  return names.map((transform, at) => ({
    message: commitMessage(results, transform),
    texts: rewritten.map(({ file, steps }) => ({ file, text: steps[at]?.text ?? '' })),
  }));
}

async function patchOf(git: Git, commit: string): Promise<Buffer> {
  return git.bytes(['format-patch', '--stdout', '--no-signature', '--binary', `HEAD..${commit}`]);
}

/** An earlier run may have pushed the same already. */
async function push(git: Git, branch: string, commit: string): Promise<string | undefined> {
  const local = await git.maybe(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]);
  const reference = `refs/heads/${branch}`;
  const there = await git.ask(['ls-remote', 'origin', reference]);
  if (there !== '') {
    await git.ask(['fetch', '--quiet', '--no-tags', 'origin', reference]);
    const same = await isSameWork(git, await git.ask(['rev-parse', 'FETCH_HEAD']), commit);
    return same ? undefined : `origin has a branch ${branch} already, with something else`;
  }
  await git.ask(['push', '--quiet', '--no-verify', 'origin', `${local ?? commit}:${reference}`]);
  return undefined;
}

/** All files or none: what was written is taken back when a later one can't be. */
async function writeAll(git: Git, rewritten: readonly Rewritten[]): Promise<void> {
  const written: Rewritten[] = [];
  try {
    for (const one of rewritten) {
      await replaceFile(onDisk(git, one.file), one.result.before, one.result.text);
      written.push(one);
    }
  } catch (error) {
    for (const { file, result } of written)
      await replaceFile(onDisk(git, file), result.text, result.before);
    throw new GitError((error as Error).message);
  }
}
