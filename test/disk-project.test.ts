import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from '../src/dockerfile/index.js';
import { diskFiles } from '../src/project/disk-files.js';
import { openProject, projectOpener, repositoryRoot } from '../src/project/disk-project.js';
import { temporaryFolder } from './temporary-folder.js';

const plain = 'FROM node:20\n';

describe('the project of a Dockerfile', () => {
  const file = parse('FROM node:20\nCOPY package.json .\n');

  test('is its git repository', () => {
    const folder = temporaryFolder({
      '.git': 'gitdir: x',
      'package.json': '{}',
      'a/b/c/d/e/f/Dockerfile': plain,
    });
    expect(repositoryRoot(join(folder, 'a/b/c/d/e/f'))).toBe(folder);
  });

  test('is the topmost folder nearby that looks like one', () => {
    const folder = temporaryFolder({
      'compose.yaml': '',
      'a/package.json': '{}',
      'a/b/Dockerfile': plain,
    });
    expect(repositoryRoot(join(folder, 'a/b'))).toBe(folder);
    mkdirSync(join(folder, 'a/1/2/3/4/5'), { recursive: true });
    expect(repositoryRoot(join(folder, 'a/1/2/3/4'))).toBe(join(folder, 'a'));
  });

  test('is its own folder where nothing looks like one', () => {
    const folder = temporaryFolder({ 'x/a/Dockerfile': plain });
    expect(repositoryRoot(join(folder, 'x/a'))).toBe(join(folder, 'x/a'));
  });

  test('is never what lies above the home folder', () => {
    const home = homedir();
    expect(repositoryRoot(join(home, 'no-such-folder'))).toBe(join(home, 'no-such-folder'));
    expect(openProject('/Dockerfile', file).files.list()).toEqual([]);
  });

  test('has the context that the user names, or the one that fits the file', () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      'app/package.json': '{}',
      'docker/Dockerfile': plain,
    });
    const dockerfile = join(folder, 'docker/Dockerfile');
    expect(openProject(dockerfile, file)).toMatchObject({
      dockerfile: 'docker/Dockerfile',
      context: undefined,
    });
    expect(openProject(dockerfile, file, join(folder, 'app')).context).toBe('app');
    expect(openProject(join(folder, 'app/Dockerfile'), file).context).toBe('app');
  });

  test('takes a context outside its repository as the root', () => {
    const folder = temporaryFolder({
      'docker/Dockerfile': plain,
      'app/package.json': '{"name":"x"}',
    });
    const project = openProject(join(folder, 'docker/Dockerfile'), file, join(folder, 'app'));
    expect(project).toMatchObject({ dockerfile: '../docker/Dockerfile', context: '' });
    expect(project.files.read('package.json')).toBe('{"name":"x"}');
  });

  test('is read once for all Dockerfiles of a repository, and only the last one is kept', () => {
    const one = temporaryFolder({ '.git/HEAD': '', Dockerfile: plain, 'a/Dockerfile': plain });
    const other = temporaryFolder({ '.git/HEAD': '', Dockerfile: plain });
    const open = projectOpener();
    const { files } = open(join(one, 'Dockerfile'), file);
    expect(open(join(one, 'a/Dockerfile'), file).files).toBe(files);
    open(join(other, 'Dockerfile'), file);
    expect(open(join(one, 'Dockerfile'), file).files).not.toBe(files);
  });
});

describe('the files of a folder', () => {
  test('are listed but for those of packages and of git', () => {
    const folder = temporaryFolder({
      Dockerfile: plain,
      'src/a.js': '',
      'src/node_modules/b/index.js': '',
      '.git/HEAD': '',
      '.github/workflows/ci.yml': '',
    });
    symlinkSync(join(folder, 'src'), join(folder, 'linked'));
    expect(diskFiles(folder).list()).toEqual([
      '.github/workflows/ci.yml',
      'Dockerfile',
      'src/a.js',
    ]);
  });

  test('are read, or it is told why not', () => {
    const elsewhere = temporaryFolder({ 'package.json': '{}' });
    const folder = temporaryFolder({ 'a.json': '{}', 'yarn.lock': '', logo: new Uint8Array(3) });
    truncateSync(join(folder, 'yarn.lock'), 20_000_001);
    mkdirSync(join(folder, 'bun.lock'));
    symlinkSync(join(elsewhere, 'package.json'), join(folder, 'package.json'));
    const files = diskFiles(folder);
    const said = [
      'a.json',
      'none',
      'a.json/below',
      'yarn.lock',
      'bun.lock',
      'package.json',
      'logo',
    ];
    expect(said.map((path) => [files.read(path), files.problem?.(path)])).toEqual([
      ['{}', undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, 'it is larger than 20 MB'],
      [undefined, 'it is a folder'],
      [undefined, 'it is a link that leads out of the repository'],
      [undefined, 'it holds binary data'],
    ]);
    expect(['bun.lock', 'a.json', 'none'].map((path) => files.isFolder(path))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
