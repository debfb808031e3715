import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chosenTransforms } from '../src/cli/transforms.js';
import { openProject, type Options, parse, rewrite, transforms } from '../src/index.js';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../examples/', import.meta.url));
const dockerfiles = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /(^|\/)Dockerfile$/.test(path))
  .toSorted();
const names = transforms.map(({ name }) => name);
const settings: Partial<Options>[] = [
  {},
  { runtime: 'minimal', init: 'tini', strip: true },
  { runtime: 'slim', numericUser: true },
  { runtime: 'distroless', readonlyApp: true },
];

test('whatever order --transform names them in, and how often, they run in that of the catalogue', async () => {
  const orders = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(orders, async (named) => {
      const chosen = await chosenTransforms(named, [], root);
      expect(chosen).toEqual(transforms.filter(({ name }) => named.includes(name)));
    }),
  );
});

test('those that are skipped leave the others in their order', async () => {
  const skipped = fc.uniqueArray(fc.constantFrom(...names), { maxLength: names.length - 1 });
  await fc.assert(
    fc.asyncProperty(skipped, async (left) => {
      const chosen = await chosenTransforms([], left, root);
      expect(chosen).toEqual(transforms.filter(({ name }) => !left.includes(name)));
    }),
  );
});

// One that does not know who comes behind it does less: split-stages alone sees no use in a second stage
// that only drop-npm would have (docs/hardening.md).
describe.each(dockerfiles)('examples/%s', (path) => {
  test.each(settings)('one run is the transforms one after another with %j', (options) => {
    const text = readFileSync(root + path, 'utf8');
    const project = openProject(root + path, parse(text));
    const together = rewrite(text, transforms, project, options);
    // A runtime that can't be had counts for none of them: one run begins again without it.
    const isDeclined = together.declined.some(
      ({ rule }) => rule === `drop-npm/${options.runtime}-declined`,
    );
    const { runtime = 'official' } = isDeclined ? {} : options;
    const alone = transforms.reduce(
      (before, one) =>
        rewrite(before, [one], project, { ...options, runtime, transforms: names }).text,
      text,
    );
    expect(alone).toBe(together.text);
  });
});
