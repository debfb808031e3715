import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkFixture, readFixture } from '../src/testing.js';
import { transforms } from '../transforms/index.js';

const root = new URL('./fixtures/', import.meta.url);

for (const folder of readdirSync(root).toSorted()) {
  describe(folder, () => {
    for (const file of readdirSync(new URL(`${folder}/`, root)).toSorted()) {
      test(file.replace(/\.md$/, ''), () => {
        const fixture = readFixture(readFileSync(new URL(`${folder}/${file}`, root), 'utf8'));
        expect(fixture.why).toMatch(/\w.*\.$/s);
        expect(checkFixture(fixture, transforms)).toEqual([]);
      });
    }
  });
}
