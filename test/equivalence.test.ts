import { describe, expect, test } from '@jest/globals';
import { insert } from '../src/transform.js';
import { image, lost } from './planted/image.js';
import { plant, plantEdits } from './planted/plant.js';
import { references } from './planted/references.js';
import { right } from './planted/right.js';
import { steps } from './planted/steps.js';
import { text } from './planted/text.js';
import { app } from './planted/texts.js';

const groups = { 'what is lost': lost, image, 'build steps': steps, references, text };

for (const [group, wrongs] of Object.entries(groups)) {
  describe(`a wrong rewrite of ${group} is held back`, () => {
    for (const [name, before, after, said, effect] of wrongs)
      test(name, () => {
        const { text: result, declined } = plant({ before, after, ...(effect && { effect }) });
        expect(declined).toEqual([expect.objectContaining({ rule: 'file/self-check' })]);
        expect(declined[0]?.because).toMatch(said);
        expect(result).toBe(before);
      });
  });
}

describe('a right rewrite passes', () => {
  for (const [name, before, after, effect] of right)
    test(name, () => {
      const result = plant({ before, after, effect });
      expect(result.declined).toEqual([]);
      expect(result.text).toBe(after);
    });
});

test('edits that overlap are held back', () => {
  const { text: result, declined } = plantEdits(app, () => [
    { start: 0, end: 12, text: 'FROM node:22' },
    { start: 5, end: 12, text: 'node:24' },
  ]);
  expect(declined[0]).toMatchObject({
    rule: 'file/self-check',
    because: expect.stringMatching(/overlaps/),
  });
  expect(result).toBe(app);
});

test('an edit outside the text is held back', () => {
  const { declined } = plantEdits('FROM a\n', () => [{ start: 5, end: 99, text: '' }]);
  expect(declined[0]?.rule).toBe('file/self-check');
});

test('ten thousand instructions are checked in seconds', () => {
  const lines = Array.from(
    { length: 5000 },
    (_, index) => `ENV A${index}=$A1\nRUN echo ${index}\n`,
  );
  const before = `FROM node:20\n${lines.join('')}`;
  const started = performance.now();
  const said = { writes: ['USER node'], image: { user: 'node' } };
  const { text: after } = plantEdits(before, () => [insert(before.length, 'USER node\n')], said);
  expect(after).toBe(`${before}USER node\n`);
  expect(performance.now() - started).toBeLessThan(20_000);
}, 30_000);

test('a transform that announces nothing is told what to announce', () => {
  const said = plant({ before: app, after: `${app}LABEL a=b\n`, silent: true }).declined[0];
  expect(said?.because).toBe(
    'The rewrite did not pass its own check: the final image\'s labels would be "a=b", not "" ' +
      '(effect.image.labels announces it); "LABEL a=b" is there without an announcement ' +
      '(effect.writes). Nothing was changed by this transform.',
  );
  expect(said?.advice).toMatch(/"planted"/);
});
