import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand, runCommand } from '../command-line.js';
import { hasTerminal, typed } from '../terminal.js';
import { temporaryFolder } from '../temporary-folder.js';
import { dockerfile, git, repository, stateOf } from './repositories.js';

jest.setTimeout(60_000);
beforeAll(buildCommand);

const onTerminal = hasTerminal() ? describe : describe.skip;

const app = {
  Dockerfile:
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install --omit=dev\nCMD ["npm", "start"]\n',
  'package.json': '{ "scripts": { "start": "node a.js" }, "dependencies": {} }',
  'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
  'a.js': 'process.on("SIGTERM", () => process.exit());\n',
};

function two(): { readonly root: string; readonly a: string; readonly b: string } {
  const root = temporaryFolder();
  return { root, a: repository(join(root, 'a'), app), b: repository(join(root, 'b'), app) };
}

const text = (folder: string) => readFileSync(join(folder, 'Dockerfile'), 'utf8');

onTerminal('repos --interactive', () => {
  test('asks one repository after another, by name, and writes what is accepted', async () => {
    const { root, a, b } = two();
    const keys = ['n\r', 'y\r', 'n\r', 'a\r'];
    const { code, shown } = await typed(root, 'repos . -i --color never', keys);
    expect(code).toBe(0);
    expect(shown).toContain('Change a/Dockerfile by alpine-base [y,n,a,d,q,?]?');
    expect(shown).toContain('Change b/Dockerfile by alpine-base [y,n,a,d,q,?]?');
    expect(shown).toMatch(/4 accepted, 2 skipped: 2 Dockerfiles rewritten\./);
    expect(text(a)).toMatch(/^FROM node:22\n[^]*\nCMD \["node", "a\.js"\]\n$/);
    expect(text(a)).not.toContain('USER');
    expect(text(b)).toMatch(/^FROM node:22-alpine\n[^]*\nUSER node\n/);
  });

  test('commits what is accepted, each transform by itself, and leaves what comes after q', async () => {
    const { root, a, b } = two();
    const before = [stateOf(b), git(a, 'status', '--porcelain')];
    const words = 'repos a b -i --color never --branch slim --commit-per-transform --journal j';
    const { code, shown } = await typed(root, words, ['y\r', 'n\r', 'y\r', 'q\r']);
    expect([code, shown]).toEqual([0, expect.stringMatching(/You quit/)]);
    expect(git(a, 'log', '--format=%s', 'main..slim').split('\n')).toEqual([
      'Run images as node instead of root',
      'Build images on Alpine or slim',
    ]);
    expect(git(a, 'show', 'slim:Dockerfile')).toMatch(/^FROM node:22-alpine\n[^]*"npm", "start"/);
    expect([stateOf(b), git(a, 'status', '--porcelain')]).toEqual(before);
    // A second run asks for what was left alone.
    const again = await typed(root, words, ['a\r']);
    expect(again.shown).toMatch(/1 of 2 repositories are done already/);
    expect(git(b, 'show', 'slim:Dockerfile')).toMatch(/^FROM node:22-alpine\n[^]*USER node/);
  });
});

test('without a terminal it is refused, and nothing is touched', async () => {
  const root = temporaryFolder();
  const folder = repository(join(root, 'a'));
  const { code, out, told } = await runCommand(['repos', 'a', '-i'], { cwd: root });
  expect([code, out, told]).toEqual([
    2,
    '',
    expect.stringMatching(/--interactive asks on a terminal, and here is none\./),
  ]);
  expect(text(folder)).toBe(dockerfile);
});
