import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import data from '../src/knowledge/system/runtime-libraries.json' with { type: 'json' };

const sources = readFileSync(new URL('./knowledge/runtime-libraries.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

test("each of Alpine's libraries has a source, and each source a row", () => {
  expect(sources.map(([name, libraries]) => [name, libraries])).toEqual(
    Object.entries(data.alpine),
  );
  for (const [, , where] of sources) expect(where).toMatch(/^aports@20\d\d-\d\d-\d\d:\w+\/\w/);
});
