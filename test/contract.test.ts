import { expect, test } from '@jest/globals';
import * as library from '../src/index.js';
import * as testing from '../src/testing.js';

/**
 * What other people's transforms import (docs/write-a-transform.md, Versions): a name may come, with a
 * line here; one that goes is for a major release, after one that has said so.
 */
test('the names of slim-dockerfile stay', () => {
  expect(Object.keys(library).toSorted()).toEqual([
    'DockerfileSyntaxError',
    'applyEdits',
    'caution',
    'change',
    'decline',
    'defaultOptions',
    'defineTransform',
    'environmentAt',
    'fileRules',
    'finalEnvironment',
    'finalImage',
    'insert',
    'memoryFiles',
    'officialImage',
    'openProject',
    'parse',
    'projectOf',
    'remove',
    'replace',
    'rewrite',
    'transforms',
    'unknownProject',
  ]);
});

test('the names of slim-dockerfile/testing stay', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'assertFixture',
    'checkFixture',
    'findingLines',
    'fixturesIn',
    'readFixture',
    'rewriteFixture',
  ]);
});
