import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  expressionMatcher,
  pathMatcher,
  steppingMatcher,
  tokensOf,
} from '../../src/project/path-pattern.js';
import { cpuTime } from '../cpu-time.js';

describe('a pattern of paths', () => {
  test.each([
    ['*.js', 'a.js', true],
    ['*.js', 'a/b.js', false],
    ['**/*.js', 'b.js', true],
    ['**/*.js', 'a/c/b.js', true],
    ['**/b.js', 'ab.js', false],
    ['packages/*', 'packages/a', true],
    ['packages/*', 'packages/a/b', false],
    ['apps/**', 'apps/a/b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[ab]c', 'bc', true],
    ['[^ab]c', 'bc', false],
    [String.raw`a\*`, 'a*', true],
    [String.raw`a\*`, 'ab', false],
    ['a.b', 'axb', false],
    ['(a|b)', 'a', false],
    ['[z-a]', 'a', false],
    ['[', '[', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(pathMatcher(pattern)(path)).toBe(expected);
  });

  test('means the same however it is matched', () => {
    const part = fc.constantFrom('*', '**', '**/', '?', 'a', 'b', '/', '.', '[ab]', '[^a]', '+');
    const parts = fc.array(part, { maxLength: 7 }).map((all) => all.join(''));
    const path = fc.array(fc.constantFrom('a', 'b', '/', '.', '+'), { maxLength: 9 });
    fc.assert(
      fc.property(parts, path, (pattern, chars) => {
        const tokens = tokensOf(pattern);
        const text = chars.join('');
        expect(steppingMatcher(tokens)(text)).toBe(expressionMatcher(tokens)(text));
      }),
      { seed: 2026, numRuns: 3000 },
    );
  });

  test('of many stars takes no longer than others', () => {
    const matches = pathMatcher(`${'*a'.repeat(30)}b`);
    const taken = cpuTime(() => expect(matches('a'.repeat(4000))).toBe(false));
    expect(taken).toBeLessThan(2000);
  });
});
