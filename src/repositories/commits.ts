import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Git } from './git.js';
import type { TrackedFile } from './work-tree.js';

/** A commit to be made: the texts that it gives to files, and what it says. */
export interface Draft {
  readonly message: string;
  readonly texts: readonly { readonly file: TrackedFile; readonly text: string }[];
}

/**
 * Makes commits one upon the other, the first upon HEAD, without touching work tree, index or any
 * branch: until a name is given to the last one, nobody sees them. Drafts that change nothing are
 * left out. No hook runs.
 *
 * @returns the last commit, or undefined where nothing was to be committed
 */
export async function commitAll(git: Git, drafts: readonly Draft[]): Promise<string | undefined> {
  const index = join(tmpdir(), `slim-dockerfile-index-${randomBytes(6).toString('hex')}`);
  const own = { GIT_INDEX_FILE: index };
  const signs = (await git.maybe(['config', '--bool', 'commit.gpgsign'])) === 'true' ? ['-S'] : [];
  let last = await git.ask(['rev-parse', 'HEAD']);
  const first = last;
  try {
    await git.ask(['read-tree', 'HEAD'], '', own);
    for (const { message, texts } of drafts) {
      await stage(git, texts, own);
      // A partial clone need not have what it has not checked out.
      const tree = await git.ask(['write-tree', '--missing-ok'], '', own);
      if (tree === (await git.ask(['rev-parse', `${last}^{tree}`]))) continue;
      last = await git.ask(['commit-tree', ...signs, tree, '-p', last], message, own);
    }
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
  return last === first ? undefined : last;
}

/** Line endings become what .gitattributes says, as `git add` does it. */
async function stage(
  git: Git,
  texts: Draft['texts'],
  own: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { file, text } of texts) {
    const words = ['hash-object', '-w', '--stdin', '--path', file.path];
    const blob = await git.ask(words, Buffer.from(text), own);
    const info = `${file.mode} ${blob}\t${file.path}\0`;
    await git.ask(['update-index', '-z', '--index-info'], info, own);
  }
}

/**
 * Gives a commit a branch that does not exist yet, in one step.
 *
 * @returns why that is not possible; undefined when it is done, also by an earlier run
 */
export async function nameBranch(
  git: Git,
  branch: string,
  commit: string,
): Promise<string | undefined> {
  const reference = `refs/heads/${branch}`;
  if ((await git.maybe(['symbolic-ref', '--quiet', 'HEAD'])) === reference)
    return `the branch ${branch} is checked out`;
  const there = await git.maybe(['rev-parse', '--verify', '--quiet', reference]);
  if (there !== undefined)
    return (await isSameWork(git, there, commit))
      ? undefined
      : `the branch ${branch} exists already, with something else`;
  await git.ask(['update-ref', reference, commit, '']);
  return undefined;
}

/** Whether a commit holds what another one holds, upon the same HEAD: an earlier run made it. */
export async function isSameWork(git: Git, one: string, other: string): Promise<boolean> {
  const trees = await git.ask(['rev-parse', `${one}^{tree}`, `${other}^{tree}`]);
  const [first, second] = trees.split('\n');
  const base = await git.maybe(['merge-base', one, 'HEAD']);
  return first === second && base === (await git.ask(['rev-parse', 'HEAD']));
}
