import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('docs/what-breaks.md', root), 'utf8');
const named = [...text.matchAll(/`((?:all|[a-z]+-[a-z]+)\/[\w-]+)`/g)].map(
  ([, name]) => name ?? '',
);

test('what-breaks.md names fixtures', () => {
  expect(named.length).toBeGreaterThan(60);
});

test.each([...new Set(named)])('the fixture %s is there', (name) => {
  expect(existsSync(new URL(`test/fixtures/${name}.md`, root))).toBe(true);
});
