import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Told } from '../src/rewrite/index.js';
import { colouredDiff, unifiedDiff } from '../src/report/diff.js';
import {
  paintWith,
  reportIn,
  summaryOf,
  totalsLine,
  wrap,
  writtenLine,
} from '../src/report/index.js';
import { estimate } from '../src/report/estimate.js';
import { visible } from '../src/report/visible.js';
import { quotedPath } from '../src/report/quoted-path.js';
import { addTo, noTotals } from '../src/report/totals.js';
import type { FileResult } from '../src/run/index.js';
import { temporaryFolder } from './temporary-folder.js';

const plain = { paint: paintWith(false) };

function resultOf(before: string, text = before, more: Partial<FileResult> = {}): FileResult {
  const nothing = { changes: [], cautions: [], declined: [], written: false };
  return {
    path: 'a/Dockerfile',
    repositoryPath: 'a/Dockerfile',
    before,
    text,
    ...nothing,
    ...more,
  };
}

function told(line: number, because: string, advice?: string): Told {
  return { rule: 'x/y', transform: 'x', line, because, ...(advice && { advice }) };
}

function git(folder: string, ...words: string[]): string {
  return execFileSync('git', words, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('git apply takes the patch', () => {
  const long = Array.from({ length: 30 }, (_, index) => `RUN step ${index}`).join('\n');
  const texts: [string, string, string][] = [
    ['of lines', 'FROM a\nRUN b\n', 'FROM a\nRUN c\nRUN d\n'],
    ['of CRLF lines', 'FROM a\r\nRUN b\r\nCMD c\r\n', 'FROM a\r\nRUN d\r\nCMD c\r\n'],
    ['of mixed line endings', 'FROM a\r\nRUN b\nCMD c\r\n', 'FROM a\r\nRUN d\nCMD c\r\n'],
    ['without a final newline', 'FROM a\nCMD b', 'FROM a\nUSER c\nCMD b'],
    ['with CRLF and without a final newline', 'FROM a\r\nCMD b', 'FROM x\r\nCMD b'],
    ['that changes the last line without a newline', 'FROM a\nCMD b', 'FROM a\nCMD c'],
    ['with a byte-order mark', '\ufeffFROM a\nRUN b\n', '\ufeffFROM c\nRUN b\n'],
    ['in two places', `FROM a\n${long}\nCMD b\n`, `FROM c\n${long}\nCMD d\n`],
    ['of a single line', 'FROM a', 'FROM b'],
    ['with letters of all kinds', 'FROM a\n# é 漢 🐳\n', 'FROM b\n# é 漢 🐳\n'],
  ];
  const paths = [
    'Dockerfile',
    'my app/Dockerfile prod',
    'é漢/Dockerfile',
    'a"b\\c/Dockerfile',
    '-x',
  ];

  test.each(texts)('%s', (_, before, after) => {
    const path = 'a/Dockerfile';
    expect(applied(path, before, after)).toBe(after);
  });

  test.each(paths)('for %s', (path) => {
    expect(applied(path, 'FROM a\n', 'FROM b\n')).toBe('FROM b\n');
  });

  function applied(path: string, before: string, after: string): string {
    const folder = temporaryFolder({ [path]: before });
    git(folder, 'init', '--quiet');
    git(folder, 'config', 'core.autocrlf', 'false');
    const patch = unifiedDiff(resultOf(before, after, { repositoryPath: path }));
    writeFileSync(join(folder, 'x.patch'), patch);
    git(folder, 'apply', '--whitespace=nowarn', 'x.patch');
    return readFileSync(join(folder, path), 'utf8');
  }

  test.each(paths)('with the header that git itself writes for %s', (path) => {
    const folder = temporaryFolder({ [path]: 'FROM a\n' });
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--', '.');
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), 'FROM b\n');
    const headers = (patch: string): string[] =>
      patch.split('\n').filter((line) => /^(diff|---|\+\+\+)/.test(line));
    const own = unifiedDiff(resultOf('FROM a\n', 'FROM b\n', { repositoryPath: path }));
    expect(headers(own)).toEqual(headers(git(folder, 'diff', '--no-color')));
  });
});

describe('a diff', () => {
  test('of an unchanged file is empty', () => {
    expect(unifiedDiff(resultOf('FROM a\n'))).toBe('');
  });

  test('has the colours of git, and says what a terminal would obey', () => {
    const diff = unifiedDiff(resultOf('FROM a\n# \u001b[2J\n', 'FROM b\n# \u001b[2J\n'));
    const coloured = colouredDiff(diff, paintWith(true));
    expect(coloured).toContain(
      '\u001b[31m-FROM a\u001b[39m\n\u001b[32m+FROM b\u001b[39m\n # ^[[2J\n',
    );
    expect(coloured).toContain('\u001b[36m@@ -1,2 +1,2 @@\u001b[39m');
  });

  test('does not take a removed line of dashes for a header', () => {
    const coloured = colouredDiff('@@ -1,1 +1,0 @@\n--- x\n', paintWith(true));
    expect(coloured).toContain('\u001b[31m--- x\u001b[39m');
  });
});

test('a path is quoted where git quotes it', () => {
  expect(quotedPath('a b/c.Dockerfile')).toBe('a b/c.Dockerfile');
  expect(quotedPath('é\t"\\')).toBe('"\\303\\251\\t\\"\\\\"');
  expect(quotedPath('\u0001\u007f\n')).toBe('"\\001\\177\\n"');
});

test('control characters are made visible', () => {
  expect(visible('a\u001b[31m\u0007\u007f\tb\n')).toBe('a^[[31m^G^?\tb\n');
});

describe('wrapping', () => {
  test('keeps within the width and keeps every word', () => {
    expect(wrap('one two three four', '  ', 22)).toBe('  one two three four');
    expect(wrap('one two three four five six', '  ', 22)).toBe('  one two three four\n  five six');
    expect(wrap(`a ${'b'.repeat(40)} c`, '', 20)).toBe(`a\n${'b'.repeat(40)}\nc`);
  });

  test('leaves a text on one line where there is no terminal', () => {
    expect(wrap('word '.repeat(100).trim(), ' ', undefined).split('\n')).toHaveLength(1);
  });
});

describe('the summary', () => {
  const result = resultOf('FROM node:22\n', 'FROM node:22-alpine\n', {
    changes: [told(1, 'It is smaller.')],
    cautions: [told(1, 'Look here.', 'Do this.'), told(4, 'Look here.', 'Do this.')],
    declined: [told(3, 'Not known.')],
  });

  test('tells file, line, rule, reason and advice, and the same text once', () => {
    expect(summaryOf(result, plain)).toBe(
      [
        'a/Dockerfile',
        '  changed   a/Dockerfile:1  x/y',
        '            It is smaller.',
        '  caution   a/Dockerfile:1, 4  x/y',
        '            Look here.',
        '            → Do this.',
        '  declined  a/Dockerfile:3  x/y',
        '            Not known.',
        '  size      base image about 1,130 MB → 160 MB (estimate)',
        '',
        '',
      ].join('\n'),
    );
  });

  test('wraps to the terminal', () => {
    const narrow = summaryOf(result, { ...plain, width: 40 });
    const texts = narrow.split('\n').filter((line) => line.startsWith('            '));
    expect(Math.max(...texts.map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  test('is empty where there is nothing to tell', () => {
    expect(summaryOf(resultOf('FROM a\n'), plain)).toBe('');
  });

  test('of a written file is one line and its cautions', () => {
    expect(writtenLine({ ...result, cautions: [] }, plain)).toBe('wrote a/Dockerfile: x\n');
    expect(writtenLine(result, plain)).toContain('caution   a/Dockerfile:1, 4  x/y');
  });
});

describe('the last line', () => {
  const unchanged = resultOf('FROM a\n');
  const changed = resultOf('FROM a\n', 'FROM b\n', { cautions: [told(1, 'x')] });
  const declined = resultOf('FROM a\n', 'FROM a\n', { declined: [told(1, 'x'), told(2, 'x')] });
  const failed = resultOf('', '', { error: 'x' });
  const line = (wrote: boolean, ...all: FileResult[]): string =>
    totalsLine(all.reduce(addTo, noTotals), wrote);

  test('is calm where nothing is to be done', () => {
    expect(line(false, unchanged)).toBe('1 Dockerfile, nothing to change.');
    expect(line(false, unchanged, unchanged, unchanged)).toBe('3 Dockerfiles, nothing to change.');
  });

  test('counts, and says what to do next', () => {
    expect(line(false, changed, unchanged, declined, failed)).toBe(
      '4 Dockerfiles: 1 would change, 1 with nothing to change, 1 left alone, 1 failed (1 caution, 2 declined). Write with --write.',
    );
    expect(line(true, changed)).toBe('1 Dockerfile: 1 rewritten (1 caution).');
  });
});

describe('the estimate', () => {
  const of = (before: string, after: string, imageMirrors: readonly string[] = []) =>
    estimate({ ...resultOf(before, after), imageMirrors });

  test('is of the base of the last stage, through stages and variables', () => {
    const after = 'ARG V=22-alpine\nFROM node:$V AS a\nFROM a\n';
    expect(of('FROM node:22\n', after)).toEqual({ before: 1130, after: 160 });
  });

  test('knows what the minimal runtime leaves out', () => {
    const minimal =
      'FROM node:22-alpine AS b\nFROM alpine:3\nCOPY --from=b /usr/local/bin/node /usr/local/bin/\n';
    expect(of('FROM node:22\n', minimal)).toEqual({ before: 1130, after: 134 });
  });

  test('tells what the minimal runtime would save where npm was removed', () => {
    const changes = [{ rule: 'drop-npm/npm-removed', line: 1, because: 'x' }];
    const result = resultOf('FROM node:22\n', 'FROM node:22-alpine\nRUN x\n', { changes });
    expect(estimate(result)).toEqual({ before: 1130, after: 160, withMinimalRuntime: 134 });
  });

  test('is not given where an image is not known, or stays', () => {
    expect(of('FROM example.com/x\n', 'FROM node:22-alpine\n')).toBeUndefined();
    expect(of('FROM node:22\n', 'FROM node:22\nUSER node\n')).toBeUndefined();
    expect(of('FROM m.io/node:22\n', 'FROM m.io/node:22-alpine\n', ['m.io'])).toBeDefined();
  });
});

test('the JSON document is whole without files, too', () => {
  const report = reportIn('json', plain, []);
  expect(JSON.parse(report.start() + report.end())).toEqual({
    version: 1,
    files: [],
    totals: noTotals,
  });
});
