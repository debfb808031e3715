import { UserError } from '../../user-error.js';
import type { Delivery } from '../../repositories/index.js';
import { type Arguments, argumentsOf, jobsOf } from '../arguments.js';
import { type Given, parseWords } from '../parser.js';
import { examples, options } from './options.js';

/** What the user asked `repos` for. */
export interface ReposArguments {
  readonly list: readonly string[];
  readonly rewriting: Arguments;
  readonly delivery: Delivery;
  readonly clones?: string;
  readonly jobs: number;
  readonly journal?: string;
}

const usage = `$0 repos [options] <list...>

Rewrites the Dockerfiles of many repositories. The list names checkouts, folders of checkouts, git URLs (cloned without history), or files with one of these a line. Without an option that says where the changes go, it only tells what would change. Work trees with uncommitted changes are left alone.`;

const epilogue =
  'Exit codes: 0 done, 1 --fail-on found something, 2 wrong use, or a repository that failed; the others are done all the same.';

/**
 * Reads the words behind `repos`.
 *
 * @returns the arguments, or the text that `--help` asks for
 * @throws UserError for what can't be understood
 */
export async function readReposArguments(
  argv: readonly string[],
  width: number,
): Promise<ReposArguments | string> {
  const given = await parseWords({ usage, options, examples, epilogue }, argv, width);
  if (typeof given === 'string') return given;
  const list = given.all('_');
  if (list.length === 0)
    throw new UserError('No repository is named.', 'See slim-dockerfile repos --help.');
  const clones = given.last('clones');
  const journal = given.last('journal');
  return {
    list,
    rewriting: { ...argumentsOf(given), check: false, list: false },
    delivery: deliveryOf(given),
    // Nobody can answer for two repositories at once.
    jobs: given.flag('interactive') ? 1 : jobsOf(given.last('jobs') ?? '4'),
    ...(clones !== undefined && { clones }),
    ...(journal !== undefined && { journal }),
  };
}

function deliveryOf(given: Given): Delivery {
  const branch = given.last('branch');
  const patches = given.last('patch-dir');
  const bodies = given.last('pr-body');
  const perTransform = given.flag('commit-per-transform');
  const commits = given.flag('commit') || (perTransform && branch !== undefined);
  const push = given.flag('push');
  if (given.flag('commit') && branch === undefined)
    throw new UserError('--commit needs a branch of its own.', 'Name it with --branch.');
  if (branch !== undefined && !commits)
    throw new UserError('--branch names a branch for commits.', 'Add --commit.');
  if (push && !commits)
    throw new UserError('--push has nothing to push.', 'Add --branch NAME --commit.');
  if (perTransform && !commits && patches === undefined)
    throw new UserError(
      '--commit-per-transform has nowhere to commit.',
      'Add --branch or --patch-dir.',
    );
  return {
    write:
      given.flag('write') ||
      (given.flag('interactive') && branch === undefined && patches === undefined),
    perTransform,
    push,
    ...(commits && branch !== undefined && { branch }),
    ...(patches !== undefined && { patches }),
    ...(bodies !== undefined && { bodies }),
  };
}
