import { describe, expect, test } from '@jest/globals';
import type { Stage } from '../../src/dockerfile/index.js';
import { applicationIn, originOf } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

const files = {
  'package.json': '{"name":"app"}',
  'src/a.js': '',
  'docker/entry.sh': '',
  'web/package.json': '{"name":"web"}',
  'package-lock.json': '{"packages":{}}',
  'yarn.lock': '',
};

function origin(dockerfile: string, path: string): string | undefined {
  const { file, project } = projectWith(dockerfile, files);
  return originOf(project, file.stages.at(-1) as Stage, file.stages, path);
}

describe('where a path of the image comes from', () => {
  test.each([
    ['FROM node\nWORKDIR /app\nCOPY . .\n', '/app/src/a.js', 'src/a.js'],
    ['FROM node\nWORKDIR /app\nCOPY package*.json ./\n', '/app/package.json', 'package.json'],
    ['FROM node\nWORKDIR /app\nCOPY packag[e].json .\n', '/app/package.json', 'package.json'],
    ['FROM node\nCOPY src/[a-c].js /lib/\n', '/lib/a.js', 'src/a.js'],
    ['FROM node\nCOPY ["package.json", "/app/"]\n', '/app/package.json', 'package.json'],
    ['FROM node\nADD ./package.json /app/package.json\n', '/app/package.json', 'package.json'],
    [
      'FROM node\nCOPY docker/entry.sh /usr/local/bin/\n',
      '/usr/local/bin/entry.sh',
      'docker/entry.sh',
    ],
    ['FROM node\nCOPY docker/entry.sh /entry\n', '/entry', 'docker/entry.sh'],
    ['FROM node\nENV HOME_DIR=/srv\nCOPY src ${HOME_DIR}/lib\n', '/srv/lib/a.js', 'src/a.js'],
    ['FROM node\nCOPY web /app\n', '/app/package.json', 'web/package.json'],
    ['FROM node AS b\nCOPY . /b\nFROM node\nCOPY --from=b /b/src /app\n', '/app/a.js', 'src/a.js'],
    ['FROM node AS b\nCOPY . /b\nFROM node\nCOPY --from=0 /b /app\n', '/app/src/a.js', 'src/a.js'],
    ['FROM node AS b\nWORKDIR /app\nCOPY . .\nFROM b\n', '/app/src/a.js', 'src/a.js'],
  ])('%j: %s', (dockerfile, path, expected) => {
    expect(origin(dockerfile, path)).toBe(expected);
  });

  test.each([
    ['nothing copies it', 'FROM node\nWORKDIR /app\nCOPY src ./\n', '/app/package.json'],
    ['the context has no such file', 'FROM node\nWORKDIR /app\nCOPY . .\n', '/app/nothing'],
    [
      'a build argument decides the folder',
      'FROM node\nARG D=/app\nCOPY . $D\n',
      '/app/package.json',
    ],
    ['another image has it', 'FROM node\nCOPY --from=alpine /etc /etc\n', '/etc/passwd'],
    ['the folder only begins alike', 'FROM node\nCOPY . /app\n', '/app2/package.json'],
  ])('is not known when %s', (_, dockerfile, path) => {
    expect(origin(dockerfile, path)).toBeUndefined();
  });
});

describe('the application of a stage', () => {
  test.each([
    ['npm ci', 'package-lock.json'],
    ['yarn', 'yarn.lock'],
    ['yarn install --frozen-lockfile', 'yarn.lock'],
    ['pnpm install', undefined],
    ['pnpm --filter ./api install', undefined],
    ['yarn --cwd . install', 'yarn.lock'],
    ['npm --loglevel=error install && yarn --version', 'package-lock.json'],
    ['npm install -g yarn && yarn install', 'yarn.lock'],
    ['npm i --global yarn; yarn', 'yarn.lock'],
  ])('%s uses the lockfile %s (handbook B.6)', (command, lockfile) => {
    const { file, project } = projectWith(
      `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN ${command}\n`,
      files,
    );
    const found = applicationIn(project, file.stages[0] as Stage, file.stages);
    expect(found?.manifest?.name).toBe('app');
    expect(found?.lockfile?.path).toBe(lockfile);
  });
});
