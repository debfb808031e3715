import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from '../src/dockerfile/index.js';
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
