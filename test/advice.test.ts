import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { options } from '../src/cli/options.js';
import { fileRules } from '../src/rewrite/file-rules.js';
import { readFixture, rewriteFixture } from '../src/testing.js';
import { transforms } from '../transforms/index.js';

/** Options of docker, dpkg, npm and apk that an advice may name. */
const foreign = [
  'build',
  'build-arg',
  'build-context',
  'check',
  'chown',
  'init',
  'libc',
  'no-cache',
  'platform',
  'print-architecture',
  'renew-anon-volumes',
  'rm',
  'target',
  'user',
  'virtual',
];
const known = new Set([...Object.keys(options), ...foreign]);

/** The options that a text names and nobody has. */
function unknownOptions(text: string): string[] {
  const named = [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name = '']) => name);
  return named.filter((name) => !known.has(name));
}

test('rules name only options that exist', () => {
  const rules = [fileRules, ...transforms.map((one) => one.rules)].flatMap((all) =>
    Object.values(all),
  );
  const found = rules.flatMap(({ title, explanation }) =>
    unknownOptions(`${title} ${explanation}`),
  );
  expect(found).toEqual([]);
});

test('advice names only options that exist, and nothing is declined or cautioned without one', () => {
  const root = new URL('fixtures/', import.meta.url);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  const found = names.flatMap((name) => {
    const fixture = readFixture(readFileSync(new URL(name, root), 'utf8'));
    const { changes, cautions, declined } = rewriteFixture(fixture, transforms);
    const silent = [...cautions, ...declined].filter(({ advice }) => advice === undefined);
    return [
      ...silent.map(({ because }) => `${name}: ${because}`),
      ...[...changes, ...cautions, ...declined].flatMap(({ advice = '' }) =>
        unknownOptions(advice),
      ),
    ];
  });
  expect(found).toEqual([]);
});

test('what can’t go to Alpine is told to stay where it is, by the image that the file has', () => {
  const url = new URL('fixtures/alpine-base/glibc-only-on-slim.md', import.meta.url);
  const full = readFixture(readFileSync(url, 'utf8'));
  const slim = { ...full, before: full.before.replace('-bookworm', '-bookworm-slim') };
  const [onFull, onSlim] = [full, slim].map((fixture) => {
    const { declined } = rewriteFixture(fixture, transforms);
    return declined.find(({ rule }) => rule === 'alpine-base/glibc-only-package')?.advice;
  });
  expect(onFull).toMatch(/^Stay on Debian;/);
  expect(onSlim).toBe('Keep the slim image.');
});
