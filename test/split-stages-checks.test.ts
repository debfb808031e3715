import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { checkFixture, type Fixture, readFixture } from '../src/testing.js';
import { checks } from '../transforms/split-stages/checks.js';
import { splittingBy } from '../transforms/split-stages/index.js';

const root = new URL('./fixtures/split-stages/', import.meta.url);

/** A check can only matter where a fixture says that something is declined. */
const fixtures: readonly Fixture[] = readdirSync(root)
  .map((file) => readFixture(readFileSync(new URL(file, root), 'utf8')))
  .filter(({ findings = [] }) => findings.some((line) => line.includes('declined split-stages/')));

test('the fixtures pass with all checks', () => {
  const failing = fixtures.filter((one) => checkFixture(one, [splittingBy(checks)]).length > 0);
  expect(failing.filter(({ options }) => options.transforms?.length === 1)).toEqual([]);
});

test.each(checks.map(({ name }) => name))('a fixture fails without the check "%s"', (name) => {
  const others = splittingBy(checks.filter((check) => check.name !== name));
  const alone = fixtures.filter(({ options }) => options.transforms?.length === 1);
  expect(alone.some((one) => checkFixture(one, [others]).length > 0)).toBe(true);
});
