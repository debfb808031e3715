import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand, command, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import { dockerfile, git, repository, stateOf, write } from './repositories.js';

jest.setTimeout(120_000);
beforeAll(buildCommand);

const commit = ['--branch', 'slim', '--commit'];
const repos = (cwd: string, ...words: string[]) => runCommand(['repos', ...words], { cwd });

/** A folder with repositories in every state that people leave them in. */
function zoo(): string {
  const root = temporaryFolder();
  const at = (name: string) => join(root, name);
  for (let index = 0; index < 24; index += 1) repository(at(`plain-${index}`));
  write(repository(at('dirty')), { 'server.js': 'changed' });
  write(repository(at('untracked')), { 'new.js': '' });
  git(repository(at('detached')), 'checkout', '--quiet', '--detach');
  repository(at('no-dockerfile'), { 'README.md': '' });
  repository(at('checked-out'));
  git(at('checked-out'), 'checkout', '--quiet', '-b', 'slim');
  git(repository(at('branch-exists')), 'branch', 'slim');
  git(root, 'clone', '--quiet', '--bare', at('plain-0'), at('bare.git'));
  repository(at('hook'));
  for (const name of ['pre-commit', 'commit-msg', 'reference-transaction', 'post-commit']) {
    writeFileSync(
      join(at('hook'), '.git/hooks', name),
      `#!/bin/sh\ntouch ${root}/hook-ran\nexit 1\n`,
    );
    chmodSync(join(at('hook'), '.git/hooks', name), 0o755);
  }
  repository(at('submodule'), { 'a.txt': '' });
  git(
    at('submodule'),
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    at('plain-1'),
    'sub',
  );
  git(at('submodule'), 'commit', '--quiet', '--message', 'sub');
  repository(at('link'), { 'docker/x': dockerfile });
  symlinkSync('docker/x', join(at('link'), 'Dockerfile'));
  git(at('link'), 'add', '.');
  git(at('link'), 'commit', '--quiet', '--message', 'link');
  git(at('plain-23'), 'config', 'user.name', '');
  git(root, 'init', '--quiet', at('empty'));
  return root;
}

test('repositories in every state: what can be done is done, and nothing else is touched', async () => {
  const root = zoo();
  const names = readdirSync(root);
  const before = new Map(
    names
      .filter((name) => name !== 'empty')
      .map((name) => [name, name === 'bare.git' ? '' : stateOf(join(root, name))]),
  );
  const { code, told } = await repos(root, '.', ...commit, '--patch-dir', 'patches');
  const outcome = (name: string) => new RegExp(`\\] ${name}: (.*)`).exec(told)?.[1];
  expect(outcome('plain-0')).toBe('changed, 1 of 1 Dockerfiles');
  expect(outcome('detached')).toMatch(/^changed/);
  expect(outcome('hook')).toMatch(/^changed/);
  expect(outcome('bare')).toMatch(/^changed/);
  expect(outcome('plain-23')).toMatch(/^failed: .*ident/);
  expect(outcome('dirty')).toBe('skipped: its work tree has 1 uncommitted change');
  expect(outcome('untracked')).toMatch(/^skipped: its work tree/);
  expect(outcome('no-dockerfile')).toBe('skipped: it has no Dockerfile');
  expect(outcome('submodule')).toBe('skipped: it has no Dockerfile');
  expect(outcome('link')).toBe('skipped: it has no Dockerfile');
  expect(outcome('empty')).toBe('skipped: it has no commit yet');
  expect(outcome('checked-out')).toBe('failed: the branch slim is checked out');
  expect(outcome('branch-exists')).toBe(
    'failed: the branch slim exists already, with something else',
  );
  expect(code).toBe(2);
  expect(existsSync(join(root, 'hook-ran'))).toBe(false);
  for (const name of before.keys()) {
    if (name === 'bare.git') continue;
    const folder = join(root, name);
    const lines = stateOf(folder).split('\n');
    const own = lines.filter((line) => !line.endsWith(' commit\trefs/heads/slim'));
    const old = (before.get(name) ?? '').split('\n');
    expect(own).toEqual(old.filter((line) => !line.endsWith(' commit\trefs/heads/slim')));
  }
  const folder = join(root, 'plain-0');
  expect(git(folder, 'log', '--format=%s', 'slim')).toBe(
    'Make the images of Dockerfiles small and safe\nfirst',
  );
  expect(git(folder, 'show', 'slim:Dockerfile')).toContain('USER node');
  git(join(root, 'plain-2'), 'am', '--quiet', join(root, 'patches/plain-2.patch'));
  expect(git(join(root, 'plain-2'), 'diff', 'HEAD', 'slim')).toBe('');
});

describe('what can be asked for', () => {
  test('without a place for the changes, nothing is changed', async () => {
    const root = temporaryFolder();
    const before = stateOf(repository(join(root, 'a')));
    const { code, told, out } = await repos(root, 'a', '--format', 'diff');
    expect(code).toBe(0);
    expect(out).toContain('+USER node');
    expect(told).toContain('1 repository: 1 changed.');
    expect(stateOf(join(root, 'a'))).toBe(before);
  });

  test('a commit for each transform, each of which can be taken back alone', async () => {
    const root = temporaryFolder();
    const files = {
      Dockerfile:
        'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install --omit=dev\nCMD ["npm", "start"]\n',
      'package.json': '{ "scripts": { "start": "node a.js" }, "dependencies": {} }',
      'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
      'a.js': '',
    };
    const folder = repository(join(root, 'a'), files);
    const { code } = await repos(root, 'a', '--branch', 'slim', '--commit-per-transform');
    expect(code).toBe(0);
    const subjects = git(folder, 'log', '--format=%s', 'main..slim').split('\n');
    expect(subjects).toEqual([
      'Run images as node instead of root',
      'Start node itself and leave npm out of images',
      'Build images on Alpine or slim',
    ]);
    git(folder, 'checkout', '--quiet', 'slim');
    git(folder, 'revert', '--no-edit', 'HEAD');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).not.toContain('USER node');
  });

  test('--write rewrites the work tree, keeping line endings and modes', async () => {
    const root = temporaryFolder();
    const folder = repository(join(root, 'a'), { Dockerfile: dockerfile.replaceAll('\n', '\r\n') });
    chmodSync(join(folder, 'Dockerfile'), 0o755);
    git(folder, 'commit', '--quiet', '--all', '--message', 'mode');
    await repos(root, 'a', '--write');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toMatch(/USER node\r\n/);
    expect(git(folder, 'diff', '--summary')).toBe('');
  });

  test('a URL is cloned, pushed to and gone, and a second run does nothing twice', async () => {
    const root = temporaryFolder();
    repository(join(root, 'a'));
    git(root, 'clone', '--quiet', '--bare', join(root, 'a'), join(root, 'far.git'));
    const words = [`file://${root}/far.git`, ...commit, '--push', '--pr-body', 'bodies'];
    for (let run = 0; run < 2; run += 1) {
      const { code, told } = await repos(root, ...words);
      expect(told).toContain('] far: changed');
      expect(code).toBe(0);
    }
    expect(git(join(root, 'far.git'), 'log', '--format=%s', 'main..slim').split('\n')).toHaveLength(
      1,
    );
    expect(readFileSync(join(root, 'bodies/far.md'), 'utf8')).toContain('`node-user/run-as-node`');
    git(join(root, 'far.git'), 'branch', '--force', 'slim', 'main');
    const { code, told } = await repos(root, ...words);
    expect(told).toContain('origin has a branch slim already, with something else');
    expect(code).toBe(2);
  });

  test.each<[string[], RegExp]>([
    [['a', '--commit'], /--commit needs a branch/],
    [['a', '--branch', 'x'], /Add --commit/],
    [['a', '--push'], /nothing to push/],
    [['a', '--jobs', '0'], /--jobs 0/],
    [['nowhere'], /nowhere does not exist/],
    [['file:///x/y.git', '--branch', 'x', '--commit'], /would be lost/],
    [[], /No repository is named/],
  ])('%j is refused in words', async (words, expected) => {
    const root = temporaryFolder();
    repository(join(root, 'a'));
    const { code, told } = await repos(root, ...words);
    expect(told).toMatch(expected);
    expect(code).toBe(2);
  });

  test('a repository that can not be cloned concerns no other', async () => {
    const root = temporaryFolder();
    repository(join(root, 'a'));
    writeFileSync(join(root, 'list.txt'), `# two\nfile://${root}/nothing.git\n\na\n`);
    const { code, told } = await repos(root, 'list.txt');
    expect(told).toMatch(/nothing: failed: fatal: .*nothing.git/);
    expect(told).toContain('a: changed');
    expect(code).toBe(2);
  });
});

test('killed at any moment, a run continues: nothing is lost, and nothing is done twice', async () => {
  const root = temporaryFolder();
  const names = Array.from({ length: 30 }, (_, index) => `r${index}`);
  for (const name of names) repository(join(root, name));
  const words = [
    'repos',
    '.',
    ...commit,
    '--patch-dir',
    'patches',
    '--journal',
    'done.jsonl',
    '--jobs',
    '3',
  ];
  let kills = 0;
  for (let run = 0; run < 5; run += 1) {
    const child = spawn(process.execPath, [command, ...words], { cwd: root });
    const seen = 3 + run * 2;
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.split('\n').length > seen) child.kill('SIGKILL');
    });
    const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
    if (signal === 'SIGKILL') kills += 1;
    expect(
      execFileSync('git', ['status', '--porcelain'], { cwd: join(root, 'r0') }).toString(),
    ).toBe('');
  }
  expect(kills).toBeGreaterThan(2);
  const { code, told } = await runCommand(words, { cwd: root });
  expect(code).toBe(0);
  expect(told).toMatch(/\d+ of 30 repositories are done already/);
  expect(told).toContain('30 repositories: 30 changed.');
  expect(told).toContain('30 Dockerfiles, 30 with changes.');
  for (const name of names) {
    expect(git(join(root, name), 'rev-list', '--count', 'main..slim')).toBe('1');
    expect(git(join(root, name), 'apply', '--check', join(root, 'patches', `${name}.patch`))).toBe(
      '',
    );
  }
  const other = await runCommand([...words, '--numeric-user'], { cwd: root });
  expect(other.told).toContain('done.jsonl is the journal of a run with other options');
});
