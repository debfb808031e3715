import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readFixture } from '../src/testing.js';
import { transforms } from '../transforms/index.js';

const root = new URL('./fixtures/', import.meta.url);

/** The rules that the fixtures expect: with such a rule switched off, the fixture would fail. */
const expected = new Set(
  readdirSync(root).flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root)).flatMap((file) => {
      const fixture = readFixture(readFileSync(new URL(`${folder}/${file}`, root), 'utf8'));
      return (fixture.findings ?? []).map((line) => line.replace(/^.* /, ''));
    }),
  ),
);

describe.each(transforms)('every rule of $name is expected by a fixture', ({ name, rules }) => {
  test.each(Object.keys(rules))('%s', (rule) => {
    expect(expected).toContain(`${name}/${rule}`);
  });
});
