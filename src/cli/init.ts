import manifest from '../../package.json' with { type: 'json' };
import { UserError } from '../user-error.js';
import { asksForHelp } from './asks-for-help.js';

/**
 * `slim-dockerfile init batch`: a batch spec for Sourcegraph Batch Changes, version 2 of its schema
 * (sourcegraph.com/docs/batch-changes/batch-spec-yaml-reference, read 2026-11).
 *
 * @throws UserError for anything else
 */
export function initialised(words: readonly string[]): string {
  if (words.length === 1 && words[0] === 'batch') return batchSpec;
  if (asksForHelp(words)) return help;
  throw new UserError(
    `There is nothing to begin with "${['init', ...words].join(' ')}".`,
    'slim-dockerfile init batch prints a batch spec for Sourcegraph.',
  );
}

const help = `slim-dockerfile init batch

Prints a batch spec for Sourcegraph Batch Changes, which runs slim-dockerfile in
every repository with a Dockerfile of node:

  slim-dockerfile init batch > slim.batch.yaml
  src batch preview -f slim.batch.yaml
`;

const batchSpec = `version: 2
name: slim-dockerfiles
description: |
  Makes the images of Node.js Dockerfiles small and safe with slim-dockerfile.

on:
  - repositoriesMatchingQuery: file:(^|/)Dockerfile$ FROM.*\\bnode\\b patterntype:regexp

steps:
  - run: npx --yes ${manifest.name}@${manifest.version} --write .
    container: node:22-bookworm

changesetTemplate:
  title: Make the images of Dockerfiles small and safe
  body: |
    Rewritten by slim-dockerfile: smaller images that do not run as root.
    \`npx slim-dockerfile verify --against BASE\` builds and compares both.
  branch: slim-dockerfile
  commit:
    message: Make the images of Dockerfiles small and safe
  published: false
`;
