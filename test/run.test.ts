import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { statusOf } from '../src/run/index.js';
import { UserError } from '../src/user-error.js';
import { pathsIn, resultsIn } from './run-in.js';
import { temporaryFolder } from './temporary-folder.js';

const plain = 'FROM node:20\n';

async function refusal(cwd: string, ...named: string[]): Promise<string> {
  const error: unknown = await resultsIn(cwd, { paths: named, write: true }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe('a wrong path is told before anything is written', () => {
  test.each([
    ['nowhere', 'nowhere does not exist.'],
    ['Dockerfile/x', 'Dockerfile/x does not exist.'],
    ['link', 'link is a symbolic link to a file that does not exist.'],
  ])('%s', async (path, message) => {
    const folder = temporaryFolder({ Dockerfile: plain });
    symlinkSync('gone', join(folder, 'link'));
    expect(await refusal(folder, 'Dockerfile', path)).toMatch(message);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(plain);
  });

  test('a folder without Dockerfiles', async () => {
    expect(await refusal(temporaryFolder({ 'src/a.js': '' }), 'src')).toBe(
      'There is no Dockerfile in src.',
    );
  });

  test('a context that is no folder', async () => {
    const folder = temporaryFolder({ Dockerfile: plain });
    await expect(resultsIn(folder, { context: 'Dockerfile' })).rejects.toThrow('that is no folder');
    await expect(resultsIn(folder, { context: 'x' })).rejects.toThrow('that folder does not exist');
  });
});

describe('what is no Dockerfile', () => {
  const bad: [string, string | Uint8Array, RegExp][] = [
    [
      'an unknown instruction',
      'FROM node:20\nFOO bar\n',
      /:2 could not be parsed: "FOO" is no instruction/,
    ],
    ['an empty file', '', /:1 could not be parsed: There is no instruction/],
    ['NUL bytes', 'FROM node:20\0', /is no Dockerfile: it holds binary data/],
    [
      'no UTF-8',
      Buffer.from([0x46, 0xff, 0xe9]),
      /is no Dockerfile: it holds bytes that are no UTF-8/,
    ],
    ['UTF-16', Buffer.from('\ufeffFROM node:20\n', 'utf16le'), /UTF-16 text; save it as UTF-8/],
    ['10 MB of one line', 'a'.repeat(10_000_000), /larger than any Dockerfile/],
    ['a long line', `FROM node:20\nRUN ${'a'.repeat(70_000)}\n`, /A line is longer than/],
  ];

  test.each(bad)(
    '%s: named, it fails; found, it is declined and the run goes on',
    async (_, content, reason) => {
      const folder = temporaryFolder({ 'a/Dockerfile': content, 'b/Dockerfile': plain });
      const [named] = await resultsIn(folder, { paths: ['a/Dockerfile'], write: true });
      expect(named?.error).toMatch(reason);
      const [found, next] = await resultsIn(folder, { write: true });
      expect(found).toMatchObject({ written: false, declined: [{ rule: 'file/parse-error' }] });
      expect(found?.declined[0]?.because).toMatch(/so nothing was changed/);
      expect(next).toMatchObject({ path: 'b/Dockerfile', written: true });
      expect(readFileSync(join(folder, 'a/Dockerfile')).equals(Buffer.from(content))).toBe(true);
    },
  );

  test('a broken link that a search finds fails, and the run goes on', async () => {
    const folder = temporaryFolder({ 'b/Dockerfile': plain });
    symlinkSync('gone', join(folder, 'Dockerfile'));
    const [first, second] = await resultsIn(folder);
    expect(first?.error).toMatch(
      /Dockerfile can't be read: it is a symbolic link to a file that does not exist/,
    );
    expect(second?.path).toBe('b/Dockerfile');
  });

  test('a folder of that name is searched, not read', async () => {
    expect(await pathsIn(temporaryFolder({ 'Dockerfile/Dockerfile': plain }))).toEqual([
      'Dockerfile/Dockerfile',
    ]);
  });
});

describe('a result', () => {
  test('keeps bytes that no change is about', async () => {
    const text = '\ufeff# é\r\nFROM node:20\r\nEXPOSE 80  \r\nCMD ["x"]';
    const folder = temporaryFolder({ Dockerfile: text });
    await resultsIn(folder, { write: true });
    const expected = text.replace('node:20\r\n', 'node:20\r\nUSER node\r\n');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(expected);
  });

  test('says what became of the file', async () => {
    const folder = temporaryFolder({ Dockerfile: plain, 'Dockerfile.done': `${plain}USER node\n` });
    const all = await resultsIn(folder, { write: true });
    expect(all.map(statusOf)).toEqual(['changed', 'unchanged']);
    expect(all.map(({ written }) => written)).toEqual([true, false]);
    expect((await resultsIn(folder)).map(statusOf)).toEqual(['unchanged', 'unchanged']);
  });

  test('tells a read-only file as failed', async () => {
    const folder = temporaryFolder({ Dockerfile: plain });
    chmodSync(join(folder, 'Dockerfile'), 0o444);
    const [result] = await resultsIn(folder, { write: true });
    expect(result?.error).toMatch(/is read-only; it was left as it is. Make the file writable/);
    expect(result && statusOf(result)).toBe('failed');
  });

  test('has a path for patches, from the root of the repository', async () => {
    const folder = temporaryFolder({ '.git/HEAD': '', 'a/b/Dockerfile': plain, 'a/c.txt': '' });
    const here = join(folder, 'a');
    expect((await resultsIn(here))[0]).toMatchObject({
      path: 'b/Dockerfile',
      repositoryPath: 'a/b/Dockerfile',
    });
    const elsewhere = temporaryFolder();
    const [far] = await resultsIn(elsewhere, { paths: [join(here, 'b')] });
    expect(far?.repositoryPath).toBe('a/b/Dockerfile');
  });

  test('has a path for patches from the working directory where there is no repository', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': plain });
    expect((await resultsIn(folder))[0]?.repositoryPath).toBe('a/Dockerfile');
  });

  test('comes from standard input, which is never written', async () => {
    const [result] = await resultsIn(temporaryFolder(), {
      paths: ['-'],
      input: plain,
      write: true,
    });
    expect(result).toMatchObject({ path: '-', text: 'FROM node:20\nUSER node\n', written: false });
    const [failed] = await resultsIn(temporaryFolder(), { paths: ['-'], input: 'x\0' });
    expect(failed?.error).toBe('standard input is no Dockerfile: it holds binary data.');
  });

  test('says where a transform breaks, and the run goes on', async () => {
    const run = (): never => {
      throw new TypeError('oh');
    };
    const broken = { name: 'broken', summary: 'breaks', rules: {}, run };
    const folder = temporaryFolder({ 'a/Dockerfile': plain, 'b/Dockerfile': plain });
    const all = await resultsIn(folder, { transforms: [broken] });
    expect(all.map(statusOf)).toEqual(['declined', 'declined']);
    expect(all[0]?.declined[0]?.because).toMatch(/"broken" failed: oh/);
  });
});
