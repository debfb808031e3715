import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readCase, rewriteCase } from './fuzz/cases.js';

// `npm run fuzz` asks longer, with other seeds and other people's Dockerfiles.
const examples = new URL('../examples/', import.meta.url);
const written = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /(?:^|\/)Dockerfile$/.test(path))
  .toSorted()
  .map((path) => readFileSync(new URL(path, examples), 'utf8'));
const seeds = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => 20_260_801 + at);

test('any text is read without loss, or refused with its place', () => {
  const read = seeds(5000).filter((seed) => readCase(seed, written));
  // A fuzzer that makes nothing but refusals proves nothing.
  expect(read.length).toBeGreaterThan(2000);
}, 120_000);

test('any Dockerfile is rewritten by the rules that always hold', () => {
  const changed = seeds(600).filter((seed) => rewriteCase(seed, written) === true);
  expect(changed.length).toBeGreaterThan(100);
}, 120_000);
