import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Log, Replacement } from 'sarif';
import { paintWith, reportIn } from '../../src/report/index.js';
import type { FileResult } from '../../src/run/index.js';
import { transforms } from '../../transforms/index.js';
import { resultsIn } from '../run-in.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function logOf(results: readonly FileResult[]): Log {
  const report = reportIn('sarif', { paint: paintWith(false) }, transforms);
  const parts = [report.start(), ...results.map((result) => report.file(result)), report.end()];
  return JSON.parse(parts.join('')) as Log;
}

/** A text with replacements made, counting lines and columns as the log says it does. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = (line = 1, column = 1) => (starts[line - 1] ?? text.length) + column - 1;
  return replacements.toReversed().reduce((all, { deletedRegion: region, insertedContent }) => {
    const from = at(region.startLine, region.startColumn);
    const to = at(region.endLine, region.endColumn);
    return all.slice(0, from) + (insertedContent?.text ?? '') + all.slice(to);
  }, text);
}

function fixed({ before, ...result }: FileResult): string {
  const [run] = logOf([{ ...result, before }]).runs;
  const fixes = (run?.results ?? []).flatMap((one) => one.fixes ?? []);
  return replaced(before, fixes[0]?.artifactChanges[0]?.replacements ?? []);
}

describe('the fix of a file is its rewrite', () => {
  test('over all examples', async () => {
    const results = await resultsIn(root, { paths: ['examples'], transforms });
    const changed = results.filter(({ before, text }) => before !== text);
    expect(changed.length).toBeGreaterThan(5);
    for (const result of changed) expect(fixed(result)).toBe(result.text);
  });

  const change = { rule: 'node-user/run-as-node', line: 1, because: 'b', transform: 'node-user' };
  const none = { cautions: [], declined: [], written: false, path: 'D', repositoryPath: 'D' };

  test.each([
    ['a line that goes', 'a\nb\nc\n', 'a\nc\n'],
    ['a line at the start', 'a\n', 'x\na\n'],
    ['a line at the end', 'a\n', 'a\nx\n'],
    ['a line behind one without an ending', 'a', 'a\nx'],
    ['an ending that comes', 'a', 'a\n'],
    ['an ending that goes', 'a\n', 'a'],
    ['CRLF', 'a\r\nb\r\n', 'a\r\nx\r\nb\r\n'],
    ['everything', 'a\nb', 'c\nd\ne'],
    ['two places', 'a\nb\nc\nd\ne\n', 'x\nb\nc\nd\ny\nz\n'],
  ])('%s', (_, before, text) => {
    expect(fixed({ ...none, before, text, changes: [change] })).toBe(text);
  });
});

test('every rule that a result names is described, and no comma is missing or too many', async () => {
  const log = logOf(await resultsIn(root, { paths: ['examples'], transforms }));
  const [run] = log.runs;
  const known = new Set(run?.tool.driver.rules?.map(({ id }) => id));
  expect(run?.results?.length).toBeGreaterThan(20);
  for (const { ruleId } of run?.results ?? []) expect(known).toContain(ruleId);
  expect(logOf([]).runs[0]?.results).toEqual([]);
});
