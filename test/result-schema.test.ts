import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { paintWith, reportIn } from '../src/report/index.js';
import type { FileResult } from '../src/run/index.js';
import { transforms } from '../transforms/index.js';
import { resultsIn } from './run-in.js';
import { temporaryFolder } from './temporary-folder.js';

const root = fileURLToPath(new URL('..', import.meta.url));

let validate: ValidateFunction;
beforeAll(() => {
  const schema = JSON.parse(readFileSync(`${root}/docs/result.schema.json`, 'utf8')) as object;
  validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);
});

interface Document {
  readonly files: readonly { readonly path: string; readonly status: string }[];
  readonly totals: Readonly<Record<string, number>>;
}

function documentOf(results: readonly FileResult[]): Document {
  const report = reportIn('json', { paint: paintWith(false) }, []);
  const text = [report.start(), ...results.map((result) => report.file(result)), report.end()].join(
    '',
  );
  return JSON.parse(text) as Document;
}

describe('the JSON report keeps to its schema', () => {
  test('over all examples', async () => {
    const document = documentOf(await resultsIn(root, { paths: ['examples'], transforms }));
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.files.length).toBeGreaterThanOrEqual(11);
    expect(document.totals.files).toBe(document.files.length);
    expect(document.totals.changed).toBe(
      document.files.filter(({ status }) => status === 'changed').length,
    );
  });

  test('for files that fail, are declined, or have nothing to change', async () => {
    const folder = temporaryFolder({
      a: 'FOO\n',
      'b/Dockerfile': 'FOO\n',
      'c/Dockerfile': 'FROM x\nUSER node\n',
    });
    const document = documentOf(await resultsIn(folder, { paths: ['a', 'b', 'c'] }));
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.files.map(({ status }) => status)).toEqual(['failed', 'declined', 'unchanged']);
  });

  test('and the schema refuses what does not', () => {
    expect(validate({ version: 2, files: [], totals: {} })).toBe(false);
  });
});
