import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../machine/temporary-folder.js';
import { type FileResult, run, type Request, statusOf } from '../run/index.js';
import type { Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { deliver, type Delivery, type Rewritten } from './deliver.js';
import { Git, GitError } from './git.js';
import type { Source } from './sources.js';
import { obstacleIn, onDisk, type TrackedFile, trackedDockerfiles } from './work-tree.js';

/** What became of a repository: `skipped` before anything was read, `failed` when something refused. */
export type Outcome = 'changed' | 'unchanged' | 'declined' | 'skipped' | 'failed';

/** A repository that was looked at. */
export interface RepositoryResult {
  readonly source: Source;
  readonly outcome: Outcome;
  /** Why it was skipped or failed: a clause. */
  readonly because?: string;
  readonly files: readonly FileResult[];
}

/** How repositories are rewritten, and where the changes go. */
export interface Work {
  /** What a run needs; its paths are those of each repository. */
  readonly request: Omit<Request, 'paths' | 'cwd' | 'write'>;
  readonly delivery: Delivery;
  /** Where clones are kept; a temporary folder that goes away where it is not given. */
  readonly clones?: string;
}

/**
 * The order in which each transform gets a commit of its own, so that one can be taken back alone:
 * base image, stages, start command, user.
 */
const commitOrder = ['alpine-base', 'split-stages', 'drop-npm', 'node-user'];

/** Rewrites one repository; nothing that goes wrong in it concerns another. */
export async function rewriteRepository(
  source: Source,
  work: Work,
  signal: AbortSignal,
): Promise<RepositoryResult> {
  const temporary = temporaryFolder('repository');
  const none = { source, files: [] };
  try {
    const git = await open(source, work, temporary, signal);
    const obstacle = await obstacleIn(git);
    if (obstacle !== undefined) return { ...none, outcome: 'skipped', because: obstacle };
    return await rewriteTree(source, git, reviewedIn(source, work));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GitError || error instanceof UserError)
      return { ...none, outcome: 'failed', because: error.message };
    throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A work tree as it is, or a new clone without its history. */
async function open(
  { kind, location, name }: Source,
  { clones }: Work,
  temporary: string,
  signal: AbortSignal,
): Promise<Git> {
  if (kind === 'checkout') return new Git(location, signal);
  const folder = join(clones ?? temporary, name);
  // A path is cloned shallowly only when it is told as a URL.
  const from = location.startsWith('/') ? `file://${location}` : location;
  const words = ['clone', '--quiet', '--depth', '1', '--no-tags', '--no-recurse-submodules'];
  await new Git(temporary, signal).ask([...words, '--', from, folder]);
  return new Git(folder, signal);
}

/** Whoever is asked has to see which repository it is about. */
function reviewedIn({ name }: Source, work: Work): Work {
  const { review } = work.request;
  return review ? { ...work, request: { ...work.request, review: review.within(name) } } : work;
}

async function rewriteTree(source: Source, git: Git, work: Work): Promise<RepositoryResult> {
  const tracked = await trackedDockerfiles(git);
  if (tracked.length === 0)
    return { source, files: [], outcome: 'skipped', because: 'it has no Dockerfile' };
  const results = await resultsOf(git, tracked, work, work.request.transforms);
  const files = results.map((result) => named(result, source));
  const failed = results.find((result) => statusOf(result) === 'failed');
  if (failed) return { source, files, outcome: 'failed', because: failed.error ?? '' };
  const rewritten = await stepsOf(git, tracked, results, work);
  if (rewritten.length === 0) {
    const declined = results.some((result) => result.declined.length > 0);
    return { source, files, outcome: declined ? 'declined' : 'unchanged' };
  }
  const problem = await deliver(git, source.name, rewritten, work.delivery);
  if (problem !== undefined) return { source, files, outcome: 'failed', because: problem };
  return { source, files, outcome: 'changed' };
}

/** One result a file, in the order of the files. */
async function resultsOf(
  git: Git,
  files: readonly TrackedFile[],
  { request }: Work,
  transforms: readonly Transform[],
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  // File by file: a file that can't be read must not hide the others, nor change places with them.
  for (const file of files) {
    if (request.review?.ended) break;
    const paths = [onDisk(git, file)];
    const wanted = { ...request, transforms, paths, cwd: git.folder, write: false };
    for await (const result of run(wanted)) results.push({ ...result, repositoryPath: file.path });
  }
  return results;
}

/** The files that change, each with its text after every transform where commits want that. */
async function stepsOf(
  git: Git,
  tracked: readonly TrackedFile[],
  results: readonly FileResult[],
  work: Work,
): Promise<Rewritten[]> {
  const changed = results.flatMap((result, at) => {
    const file = tracked[at];
    return file && result.before !== result.text ? [{ file, result }] : [];
  });
  if (!work.delivery.perTransform) return changed.map((one) => ({ ...one, steps: [] }));
  const steps: Map<string, { transform: string; text: string }[]> = new Map();
  const done: Transform[] = [];
  const { review, ...request } = work.request;
  for (const transform of inCommitOrder(request.transforms)) {
    done.push(transform);
    const chosen = request.transforms.filter((one) => done.includes(one));
    for (const { file, result } of changed) {
      const wanted = review ? chosen.filter((one) => isIn(one, result)) : chosen;
      const [step] = await resultsOf(git, [file], { ...work, request }, wanted);
      const all = steps.get(file.path) ?? [];
      steps.set(file.path, [...all, { transform: transform.name, text: step?.text ?? '' }]);
    }
  }
  return changed.map((one) => ({ ...one, steps: steps.get(one.file.path) ?? [] }));
}

/** Whether a review has let a transform change a file. */
function isIn({ name }: Transform, { changes }: FileResult): boolean {
  return changes.some(({ transform }) => transform === name);
}

function inCommitOrder(transforms: readonly Transform[]): Transform[] {
  const rank = ({ name }: Transform): number => (commitOrder.indexOf(name) + 99) % 99;
  return transforms.toSorted((a, b) => rank(a) - rank(b));
}

/** Files of many repositories need the repository in their names. */
function named(result: FileResult, { name }: Source): FileResult {
  return { ...result, path: `${name}/${result.repositoryPath}` };
}
