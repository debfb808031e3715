import type { Options } from 'yargs';
import { options as all } from '../options.js';

const what = 'What is tried';
const how = 'How it is shown';

/** Options of the rewrite that verify has no use for. */
const others = new Set(['write', 'interactive', 'check', 'fail-on', 'format', 'list', 'explain']);

/** Every option of `verify`: those of the rewrite, and its own. */
export const options: Readonly<Record<string, Options>> = {
  ...Object.fromEntries(Object.entries(all).filter(([name]) => !others.has(name))),
  against: {
    group: what,
    describe: 'Compare with this git revision: the files are rewritten already',
    type: 'string',
    requiresArg: true,
  },
  engine: {
    group: what,
    describe: 'docker, podman, buildah, or the path of one (the first that answers)',
    type: 'string',
    requiresArg: true,
  },
  port: {
    group: what,
    describe: 'Ask this TCP port (those that the image exposes, else PORT)',
    type: 'string',
    requiresArg: true,
  },
  path: {
    group: what,
    describe: 'Ask for this path over HTTP',
    type: 'string',
    default: '/',
    requiresArg: true,
  },
  env: {
    group: what,
    describe: 'Give both containers this NAME=value (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  command: {
    group: what,
    describe: 'Run this instead of the image’s command, and compare what it prints',
    type: 'string',
    requiresArg: true,
  },
  timeout: {
    group: what,
    describe: 'Seconds to wait for an answer',
    type: 'string',
    default: '60',
    requiresArg: true,
  },
  'build-arg': {
    group: what,
    describe: 'NAME=value for an ARG, in both builds (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  gone: {
    group: what,
    describe:
      'A path that the original image has and the other must not have, such as /app/node_modules/typescript (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  'build-option': {
    group: what,
    describe:
      'Give the engine’s build this option, such as --build-option=--network=host (repeatable)',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  format: {
    group: how,
    describe: 'What goes to standard output',
    choices: ['table', 'json'],
    default: 'table',
    requiresArg: true,
  },
};

/** What `verify --help` shows below the options. */
export const examples: readonly (readonly [string, string])[] = [
  ['$0 verify', 'build and run everything that would change below this folder'],
  ['$0 verify Dockerfile --path /health', 'ask for another page'],
  ['$0 verify --against main', 'the files are rewritten; main has the originals'],
  ['$0 verify --env DATABASE_URL=sqlite://x', 'what the containers need to start'],
];
