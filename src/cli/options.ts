import type { Options } from 'yargs';
import { formats } from '../report/formats.js';
import { colourChoices } from './colours.js';
import type { Example } from './example-text.js';

const which = 'Which files and transforms';
const image = 'The final image';
const facts = 'Facts about the project';
const writing = 'What happens with the result';
const course = 'The run';
const learning = 'To learn more';

/** Every option, in the order and the groups of `--help`. */
export const options: Readonly<Record<string, Options>> = {
  transform: {
    alias: 't',
    group: which,
    describe: 'Run this transform only; a path or package loads your own (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  skip: {
    group: which,
    describe: 'Run all transforms but this one (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  runtime: {
    group: image,
    describe:
      'official: the image of today without npm; minimal: plain Alpine or Debian and node; slim: never Alpine; distroless: without a shell',
    choices: ['official', 'minimal', 'slim', 'distroless'],
    defaultDescription: 'official',
    requiresArg: true,
  },
  init: {
    group: image,
    describe: 'Start the program with an init, which forwards signals and reaps children',
    choices: ['tini'],
    requiresArg: true,
  },
  static: {
    group: image,
    describe: 'Serve a built site by nginx in place of serve, http-server or vite preview',
    choices: ['nginx'],
    requiresArg: true,
  },
  strip: {
    group: image,
    describe: 'With --runtime minimal: take the debugging symbols out of node (12 MB)',
    type: 'boolean',
  },
  'no-slim-fallback': {
    group: image,
    describe: 'Stay on the full image where Alpine is declined, instead of going to slim',
    type: 'boolean',
  },
  'numeric-user': {
    group: image,
    describe: 'Write USER 1000:1000 instead of USER node',
    type: 'boolean',
  },
  'readonly-app': {
    group: image,
    describe: 'Leave the files of the application to root',
    type: 'boolean',
  },
  context: {
    group: facts,
    describe: 'The folder that docker build gets, where it can’t be told',
    type: 'string',
    requiresArg: true,
  },
  'assume-pure-js': {
    group: facts,
    describe: 'Where package.json and lockfile are not known: no package has native parts',
    type: 'boolean',
  },
  'image-mirror': {
    group: facts,
    describe:
      'Your registry serves Docker’s official images under this prefix, or one as NAME=node (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  online: {
    group: facts,
    describe: 'Ask the image registries for tags and digests; nothing else uses the network',
    type: 'boolean',
  },
  write: {
    alias: 'w',
    group: writing,
    describe: 'Rewrite the files in place; with -, print the new text',
    type: 'boolean',
  },
  interactive: {
    alias: 'i',
    group: writing,
    describe: 'Ask for each transform of each file, and write what is accepted',
    type: 'boolean',
  },
  check: {
    alias: 'c',
    group: writing,
    describe: 'Print the summary only; exit 1 when something would change',
    type: 'boolean',
  },
  'fail-on': {
    group: writing,
    describe: 'Exit 1 when something was declined: declined or declined:RULE (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  format: {
    group: writing,
    describe: 'What goes to standard output (diff, unless --write or --check is given)',
    choices: formats,
    requiresArg: true,
  },
  output: {
    alias: 'o',
    group: writing,
    describe: 'Write the report to this file instead of standard output',
    type: 'string',
    requiresArg: true,
  },
  quiet: {
    alias: 'q',
    group: writing,
    describe: 'Tell errors only on standard error',
    type: 'boolean',
  },
  color: {
    group: writing,
    describe: 'Use colours',
    choices: colourChoices,
    default: 'auto',
    requiresArg: true,
  },
  config: {
    group: course,
    describe: 'Read this configuration file and no other',
    type: 'string',
    requiresArg: true,
  },
  'no-config': {
    group: course,
    describe: 'Read no configuration file',
    type: 'boolean',
  },
  jobs: {
    alias: 'j',
    group: course,
    describe:
      'How many threads rewrite, or auto for one a processor; worth it from a hundred files on',
    type: 'string',
    default: '1',
    requiresArg: true,
  },
  list: { group: learning, describe: 'List the transforms', type: 'boolean' },
  explain: {
    group: learning,
    describe: 'Explain a rule that a finding names; without a name, list all rules',
    type: 'string',
  },
};

/** What `--help` shows below the options. */
export const examples: readonly Example[] = [
  'Look and rewrite',
  ['$0', 'show what would change below this folder'],
  ['$0 -w Dockerfile', 'rewrite one file'],
  ['$0 services | git apply', 'apply the changes as a patch'],
  ['$0 - --assume-pure-js < Dockerfile', 'read standard input'],
  'Choose',
  ['$0 -t node-user -t drop-npm', 'run two transforms only'],
  ['$0 -t ./house-rules.js', 'run a transform of your own'],
  ['$0 --runtime minimal', 'the smallest image with a shell'],
  'In continuous integration',
  ['$0 --check .', 'exit 1 when something would change'],
  ['$0 --format sarif -o out.sarif', 'findings for code scanning'],
  ['$0 verify --against main', 'build and run both, and compare'],
  'Learn more',
  ['$0 --explain digest-pin', 'what a rule means and what to do'],
  ['$0 completion >> ~/.bashrc', 'complete words in your shell'],
];
