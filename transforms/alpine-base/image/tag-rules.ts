import type { Rule } from '../../../src/transform.js';

/** The rules about the image that FROM names. */
export const tagRules = {
  'renewed-pin': {
    title: 'The digest in FROM is another one now',
    explanation:
      'With `--online` the registry was asked for the digest that the new tag has today. What was pinned before ' +
      'may have been older: the versions of Node and of the system are those of that digest.',
    advice: 'Test the image as you would test any update of a pin.',
  },
  'digest-pin': {
    title: 'A digest pins the image',
    explanation:
      'The digest wins over the tag, and the Alpine variant has another one. Drop the pin, renew it for the Alpine ' +
      'tag, or let `--online` ask the registry.',
  },
  'unknown-tag': {
    title: 'No Alpine tag is known for this one',
    explanation:
      'An Alpine variant of this tag was never published, or the tag itself is not known.',
  },
  'dynamic-tag': {
    title: 'A variable decides the tag',
    explanation:
      'The default of the build argument must be a version, or a tag, and nothing but FROM may use it; otherwise ' +
      'the change would reach further than the base image.',
  },
  'build-argument': {
    title: 'A build argument holds the version',
    explanation:
      'Whoever passes `--build-arg` with more than a bare version, such as `20-bullseye`, gets a tag that does ' +
      'not exist.',
    advice: 'Look for that argument in pipelines, compose files and scripts.',
  },
  'moving-tag': {
    title: 'The tag moves over major versions',
    explanation:
      '`latest`, `lts`, `current` and bare tags change the major version of Node by themselves, as before.',
    advice: 'Name a major version in the tag, to choose yourself when it changes.',
  },
  'assumed-tag': {
    title: 'The tag is newer than what slim-dockerfile knows',
    explanation:
      'The Alpine tag follows the pattern of all others, but it was not published when the tables were made.',
    advice: 'Check that the tag is there, or let --online ask the registry.',
  },
  'release-unpinned': {
    title: 'The tag no longer names the release of the system',
    explanation:
      'A pinned Debian release became a floating Alpine one. Pin it again if you want: `node:20-alpine3.22`.',
    advice: 'Name a release of Alpine in the tag, if you need that of its packages.',
  },
  'end-of-life': {
    title: 'This Node version gets no security updates any more',
    explanation:
      'The image is kept on the same version. Its Alpine is as old as that. Move to a maintained version.',
  },
  'foreign-base': {
    title: 'The base is not the official node image',
    explanation: 'What another image holds, and whether it has an Alpine variant, is unknown.',
  },
} satisfies Readonly<Record<string, Rule>>;
