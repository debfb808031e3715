import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pathsIn, resultsIn, startedIn } from './run-in.js';
import { isRoot, temporaryFolder } from './temporary-folder.js';

const asUser = isRoot ? test.skip : test;
const plain = 'FROM node:20\n';

describe('a folder is searched', () => {
  test('for the names of Dockerfiles, in their order', async () => {
    const names = [
      '.Dockerfile',
      'Containerfile',
      'Containerfile.dev',
      'Dockerfile',
      'Dockerfile.prod',
    ];
    const lower = ['api.Dockerfile', 'b/Dockerfile', 'dockerfile', 'web.dockerfile'];
    const others = [
      'Dockerfile.dockerignore',
      'Dockerfile.md',
      'Dockerfile.j2',
      'Dockerfile.bak',
      'Containerfile~',
      'x.dockerfile.tmpl',
      'Dockerfile.in',
      'Dockerfiles',
      'dockerfile.ts',
      'README.md',
    ];
    const all = [...others, ...lower, ...names];
    const folder = temporaryFolder(Object.fromEntries(all.map((name) => [name, plain])));
    expect(await pathsIn(folder)).toEqual([...names, ...lower]);
  });

  test('but for node_modules, .git, and what .gitignore files leave out', async () => {
    const folder = temporaryFolder({
      '.gitignore': 'build/\n/Dockerfile.local\n*.dev.Dockerfile\n',
      '.git/Dockerfile': plain,
      'node_modules/x/Dockerfile': plain,
      'build/Dockerfile': plain,
      'Dockerfile.local': plain,
      'a/Dockerfile.local': plain,
      'a/.gitignore': '!kept.dev.Dockerfile\ntmp\n',
      'a/kept.dev.Dockerfile': plain,
      'a/other.dev.Dockerfile': plain,
      'a/tmp/Dockerfile': plain,
      'b/tmp/Dockerfile': plain,
    });
    const expected = ['a/Dockerfile.local', 'a/kept.dev.Dockerfile', 'b/tmp/Dockerfile'];
    expect(await pathsIn(folder)).toEqual(expected);
    expect(await pathsIn(join(folder, 'a'))).toEqual(['Dockerfile.local', 'kept.dev.Dockerfile']);
    expect(await pathsIn(folder, { paths: ['build'] })).toEqual(['build/Dockerfile']);
  });

  test('without going in circles, and each file once', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': plain });
    symlinkSync('..', join(folder, 'a/loop'));
    symlinkSync('Dockerfile', join(folder, 'a/Dockerfile.same'));
    expect(await pathsIn(folder)).toEqual(['a/Dockerfile']);
    expect(await pathsIn(folder, { paths: ['a/Dockerfile', '.', 'a'] })).toEqual(['a/Dockerfile']);
  });

  test('one file at a time: what comes later is not read yet', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': plain, 'b/Dockerfile': plain });
    const all = startedIn(folder);
    expect((await all.next()).value).toMatchObject({ path: 'a/Dockerfile' });
    rmSync(join(folder, 'b/Dockerfile'));
    expect((await all.next()).done).toBe(true);
  });

  asUser('and goes on where a folder can’t be read', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': plain, 'b/Dockerfile': plain });
    chmodSync(join(folder, 'a'), 0);
    const [first, second] = await resultsIn(folder);
    expect(first?.error).toBe("a can't be read: no permission.");
    expect(second?.path).toBe('b/Dockerfile');
    chmodSync(join(folder, 'a'), 0o755);
  });
});

describe('globs', () => {
  const files = { 'a/Dockerfile': plain, 'b/Dockerfile': plain, 'b/Dockerfile.md': '# x' };

  test('match files, sorted, but for documents and node_modules', async () => {
    const folder = temporaryFolder({ ...files, 'node_modules/x/Dockerfile': plain });
    expect(await pathsIn(folder, { paths: ['**/Dockerfile*'] })).toEqual([
      'a/Dockerfile',
      'b/Dockerfile',
    ]);
  });

  test('are no globs where a file has that name', async () => {
    const folder = temporaryFolder({ '[a]/Dockerfile': plain });
    expect(await pathsIn(folder, { paths: ['[a]/Dockerfile'] })).toEqual(['[a]/Dockerfile']);
  });

  test('that match nothing are wrong', async () => {
    const all = resultsIn(temporaryFolder(files), { paths: ['c*'] });
    await expect(all).rejects.toThrow('No file matches c*.');
  });
});
