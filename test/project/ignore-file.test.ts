import { describe, expect, test } from '@jest/globals';
import { isIgnored } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

function ignored(patterns: string, path: string): boolean {
  const { project } = projectWith('FROM node:20\nCOPY . .\n', {
    '.dockerignore': patterns,
    'package.json': '{}',
  });
  return isIgnored(project, path);
}

describe('.dockerignore (moby/patternmatcher)', () => {
  test.each([
    ['node_modules', 'node_modules', true],
    ['node_modules', 'node_modules/a/index.js', true],
    ['node_modules', 'packages/a/node_modules', false],
    ['**/node_modules', 'packages/a/node_modules/b', true],
    ['/node_modules/', 'node_modules', true],
    ['./node_modules', 'node_modules', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'README.md', true],
    ['*.md\n!README.md', 'README.md', false],
    ['# node_modules', 'node_modules', false],
    ['node_modules\r\nlog\r\n', 'node_modules', true],
    ['**', 'anything/at/all', true],
    ['a?c', 'abc', true],
    ['[a-c].js', 'b.js', true],
    ['a.b', 'axb', false],
    ['[', 'x', false],
    ['', 'x', false],
  ])('%j and %s: %s', (patterns, path, expected) => {
    expect(ignored(patterns, path)).toBe(expected);
  });

  test('the ignore file of the Dockerfile itself wins (handbook A50)', () => {
    const files = { '.dockerignore': 'a', 'Dockerfile.dockerignore': 'b', 'package.json': '{}' };
    const { project } = projectWith('FROM node:20\nCOPY . .\n', files);
    expect([isIgnored(project, 'a'), isIgnored(project, 'b')]).toEqual([false, true]);
  });
});
