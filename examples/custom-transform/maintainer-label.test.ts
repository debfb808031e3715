import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { checkFixture, readFixture, rewrite, transforms } from 'slim-dockerfile';
import { maintainerLabel } from './maintainer-label.js';

test('a fixture says what comes out', () => {
  const markdown = readFileSync(new URL('keeps-comments.md', import.meta.url), 'utf8');
  expect(checkFixture(readFixture(markdown), [maintainerLabel])).toEqual([]);
});

test('a name that LABEL would read otherwise is left alone', () => {
  const { text, declined } = rewrite('FROM a\nMAINTAINER "$ME"\n', [maintainerLabel]);
  expect(text).toBe('FROM a\nMAINTAINER "$ME"\n');
  expect(declined).toEqual([
    expect.objectContaining({ rule: 'maintainer-label/quoting', line: 2 }),
  ]);
});

test('it runs beside the transforms of slim-dockerfile', () => {
  const before = 'FROM node:24-alpine\nMAINTAINER me\nCOPY a.js .\nCMD ["node", "a.js"]\n';
  const { text, declined } = rewrite(before, [...transforms, maintainerLabel]);
  expect(text).toContain('LABEL org.opencontainers.image.authors="me"\n');
  expect(declined.map(({ rule }) => rule)).not.toContain('file/self-check');
});
