import type { Options } from 'yargs';
import { options as all } from '../options.js';

const where = 'Where the changes go (nowhere, unless one of these is given)';
const course = 'The run';

/** Options of the rewrite that have no meaning for whole repositories. */
const others = new Set(['write', 'check', 'context', 'jobs', 'list', 'explain']);

/** Every option of `repos`: those of the rewrite, and its own. */
export const options: Readonly<Record<string, Options>> = {
  ...Object.fromEntries(Object.entries(all).filter(([name]) => !others.has(name))),
  interactive: {
    alias: 'i',
    group: where,
    describe:
      'Ask for each transform of each file, one repository after another; what is accepted goes to the work trees, or to --branch or --patch-dir',
    type: 'boolean',
  },
  branch: {
    group: where,
    describe: 'A new branch for the commit; never one that exists or is checked out',
    type: 'string',
    requiresArg: true,
  },
  commit: {
    group: where,
    describe: 'Commit to --branch, without touching the work tree; no hook runs',
    type: 'boolean',
  },
  'commit-per-transform': {
    group: where,
    describe: 'A commit for base image, stages, start command and user each',
    type: 'boolean',
  },
  push: { group: where, describe: 'Push --branch to origin', type: 'boolean' },
  'patch-dir': {
    group: where,
    describe: 'A patch for git am from each repository, in this folder',
    type: 'string',
    requiresArg: true,
  },
  'pr-body': {
    group: where,
    describe: 'The text of a pull request for each repository, in this folder',
    type: 'string',
    requiresArg: true,
  },
  write: {
    group: where,
    describe: 'Rewrite the files of the work trees',
    type: 'boolean',
  },
  clones: {
    group: course,
    describe: 'Keep the clones of URLs in this folder',
    type: 'string',
    requiresArg: true,
  },
  jobs: {
    alias: 'j',
    group: course,
    describe: 'How many repositories are in work at once',
    type: 'string',
    default: '4',
    requiresArg: true,
  },
  journal: {
    group: course,
    describe: 'Keep in this file what is done, and continue where an earlier run stopped',
    type: 'string',
    requiresArg: true,
  },
};

/** What `repos --help` shows below the options. */
export const examples: readonly (readonly [string, string])[] = [
  ['$0 repos ~/work', 'what would change in every checkout of a folder'],
  ['$0 repos list.txt --format html -o report.html', 'the same, as a page'],
  ['$0 repos list.txt --branch slim --commit --push --pr-body bodies', 'branches to review'],
  ['$0 repos list.txt --patch-dir patches', 'one patch a repository'],
  ['$0 repos ~/work -i --branch slim --commit', 'commits of what you accept'],
];
