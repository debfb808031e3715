import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { initialised } from '../src/cli/init.js';

test('init batch prints a batch spec with all that Sourcegraph demands', () => {
  const spec = parse(initialised(['batch']));
  expect(Object.keys(spec)).toEqual([
    'version',
    'name',
    'description',
    'on',
    'steps',
    'changesetTemplate',
  ]);
  expect(spec.steps[0].run).toMatch(/^npx --yes slim-dockerfile@\d+\.\d+\.\d+ --write \.$/);
  expect(spec.name).toMatch(/^[\w.-]+$/);
  expect(spec.on[0].repositoriesMatchingQuery).toContain(String.raw`\bnode\b`);
});

test('anything else is refused, and help is given', () => {
  expect(initialised(['--help'])).toMatch(/^slim-dockerfile init batch\n\nPrints a batch spec/);
  expect(() => initialised([])).toThrow('There is nothing to begin with "init".');
  expect(() => initialised(['shop'])).toThrow('There is nothing to begin with "init shop"');
});
