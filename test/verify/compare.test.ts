import { describe, expect, test } from '@jest/globals';
import type { Behaviour, Run } from '../../src/verify/behaviour.js';
import { worse } from '../../src/verify/compare.js';
import { imageFacts, bytesOf, type PrintedConfig } from '../../src/verify/engine/image-facts.js';

const text = 'FROM node:22\nENV A=1\nCMD ["node", "a.js"]\n';
const answer = { status: 200, type: 'text/html', body: 'x' };

function behaviour(config: PrintedConfig = {}, run: Run = { answer, user: '1000' }): Behaviour {
  return { buildSeconds: 1, image: imageFacts(config, 1e8, 3), npm: false, run };
}

function told(before: Behaviour, after: Behaviour): string[] {
  return worse({ textBefore: text, textAfter: text, before, after }).map(
    (one) => `${one.what}: ${one.before} → ${one.after}`,
  );
}

test('what is the same is not worse', () => {
  expect(told(behaviour(), behaviour())).toEqual([]);
});

describe('configuration', () => {
  test.each<[string, PrintedConfig, PrintedConfig, string[]]>([
    [
      'a variable that the Dockerfile sets',
      { Env: ['A=1'] },
      { Env: ['A=2'] },
      ['environment: A=1 → A=2'],
    ],
    ['a variable of the base image', { Env: ['YARN_VERSION=1'] }, { Env: [] }, []],
    ['a label', { Labels: { a: '1' } }, {}, ['labels: a=1 → none']],
    ['a label of the engine', { Labels: { 'io.buildah.version': '1' } }, {}, []],
    ['a port', { ExposedPorts: { '80/tcp': {} } }, {}, ['ports: 80/tcp → none']],
    ['a volume', {}, { Volumes: { '/data': {} } }, ['volumes: none → /data']],
    ['the working directory', { WorkingDir: '/app' }, {}, ['working directory: /app → /']],
    ['none and the root as working directory', { WorkingDir: '' }, { WorkingDir: '/' }, []],
  ])('%s', (_, before, after, expected) => {
    expect(told(behaviour(before), behaviour(after))).toEqual(expected);
  });
});

describe('paths that are to be gone', () => {
  const path = '/app/node_modules/typescript';
  const withPaths = (...holds: string[]): Behaviour => ({ ...behaviour(), holds });
  const toldOf = (before: Behaviour, after: Behaviour) =>
    worse({ textBefore: text, textAfter: text, before, after, gone: [path] });

  test('one that is gone', () => {
    expect(toldOf(withPaths(path), withPaths())).toEqual([]);
  });
  test('one that stayed', () => {
    expect(toldOf(withPaths(path), withPaths(path))).toEqual([
      { what: path, before: 'there', after: 'there' },
    ]);
  });
  test('one that never was there proves nothing', () => {
    expect(toldOf(withPaths(), withPaths())).toEqual([
      { what: path, before: 'not there', after: 'not there' },
    ]);
  });
});

describe('running', () => {
  test.each<[string, Run, Run, string[]]>([
    ['no answer', { answer }, { output: 'x' }, ['answer: 200 text/html → no answer']],
    [
      'another status',
      { answer },
      { answer: { ...answer, status: 500 } },
      ['answer: 200 text/html → 500 text/html'],
    ],
    [
      'another body',
      { answer },
      { answer: { ...answer, body: 'y' } },
      ['body: one body → another body'],
    ],
    [
      'a body that changes all the time',
      { answer, changingBody: true },
      { answer: { ...answer, body: 'y' } },
      [],
    ],
    [
      'an exit',
      { answer },
      { exitCode: 1 },
      ['exit code: keeps running → 1', 'answer: 200 text/html → no answer'],
    ],
    ['another exit code', { exitCode: 0 }, { exitCode: 1 }, ['exit code: 0 → 1']],
    [
      'another output',
      { exitCode: 0, output: 'a' },
      { exitCode: 0, output: 'b' },
      ['output: a → b'],
    ],
    ['another output of a failure', { exitCode: 1, output: 'a' }, { exitCode: 1, output: 'b' }, []],
    ['health', { health: 'healthy' }, { health: 'unhealthy' }, ['health: healthy → unhealthy']],
    [
      'a health check that is gone',
      { health: 'healthy' },
      {},
      ['health: healthy → no health check'],
    ],
    ['root', { user: '1000' }, { user: '0' }, ['user: not root → root']],
    ['root by name', { user: 'node' }, { user: 'root' }, ['user: not root → root']],
    ['no longer root', { user: '0' }, { user: '1000' }, []],
    ['slow to stop', { stopSeconds: 0.1 }, { killed: true }, []],
  ])('%s', (_, before, after, expected) => {
    expect(told(behaviour({}, before), behaviour({}, after))).toEqual(expected);
  });

  test('npm that appears', () => {
    expect(told(behaviour(), { ...behaviour(), npm: true })).toEqual(['npm: no npm → npm']);
    expect(told({ ...behaviour(), npm: true }, behaviour())).toEqual([]);
  });
});

test('a build that fails is all there is to say', () => {
  expect(told(behaviour(), { buildError: 'npm ERR!' })).toEqual(['build: builds → npm ERR!']);
});

test('a container that does not start', () => {
  const { run: _, ...built } = behaviour();
  expect(told(behaviour(), { ...built, startError: 'no such file' })).toEqual([
    'start: starts → no such file',
  ]);
});

test.each([
  ['140 MB', 140e6],
  ['1.43 GB', 1.43e9],
  ['512 kB', 512e3],
  ['7 B', 7],
  ['', 0],
  ['much', 0],
])('the size %s', (words, bytes) => expect(bytesOf(words)).toBe(bytes));

test('what our own rewrite announces in its text is not worse; anything else is', () => {
  const pair = {
    textBefore: 'FROM node:22\nWORKDIR /app\nLABEL a=1\nCMD ["npm", "start", "-w", "web"]\n',
    textAfter: 'FROM node:22\nWORKDIR /app\nLABEL a=1\nWORKDIR /app/web\nCMD ["node", "a.js"]\n',
    before: behaviour({ WorkingDir: '/app', Labels: { a: '1' } }),
    after: behaviour({ WorkingDir: '/app/web' }),
  };
  expect(worse(pair).map(({ what }) => what)).toEqual(['labels', 'working directory']);
  expect(worse({ ...pair, announced: true }).map(({ what }) => what)).toEqual(['labels']);
});
