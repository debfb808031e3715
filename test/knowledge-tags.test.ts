import { describe, expect, test } from '@jest/globals';
import { alpineCounterpart } from '../src/knowledge/system/alpine-packages.js';
import { echoNeedsOption } from '../src/knowledge/system/busybox.js';
import { distrolessTag } from '../src/knowledge/images/distroless.js';
import { golangImage } from '../src/knowledge/images/golang.js';
import { golangTwin } from '../src/knowledge/images/golang-tags.js';
import { accountIn } from '../src/knowledge/images/accounts.js';
import { nginxTwin } from '../src/knowledge/images/nginx-tags.js';
import { likelyTwins, slimTwinOfSuffix } from '../src/knowledge/images/node-twins.js';
import { busyboxUserCommands } from '../src/knowledge/system/user-tools.js';

describe('the Alpine tag of the same nginx', () => {
  test.each([
    ['', 'alpine'],
    ['latest', 'alpine'],
    ['1', '1-alpine'],
    ['1.10', '1.10-alpine'],
    ['1.27.3', '1.27.3-alpine'],
    ['stable', 'stable-alpine'],
    ['mainline-perl', 'mainline-alpine-perl'],
    ['1.27-otel', '1.27-alpine-otel'],
  ])('%j is %s', (tag, alpine) => {
    expect(nginxTwin(tag)).toEqual({ tag: alpine, assumed: false, unpinned: false });
  });

  test.each([
    ['1.27-bookworm', '1.27-alpine'],
    ['stable-bookworm-perl', 'stable-alpine-perl'],
    ['trixie', 'alpine'],
  ])('%s is %s, which names no Debian', (tag, alpine) => {
    expect(nginxTwin(tag)).toEqual({ tag: alpine, assumed: false, unpinned: true });
  });

  test.each(['1.9', '1.9.15', 'bookworm', 'alpine', '1.27-alpine', '1.27-alpine-slim', 'mine'])(
    '%s has none',
    (tag) => expect(nginxTwin(tag)).toBeUndefined(),
  );

  test('is assumed for a version to come', () => {
    expect(nginxTwin('1.99')).toEqual({ tag: '1.99-alpine', assumed: true, unpinned: false });
  });
});

test.each([
  ['', 'alpine'],
  ['latest', 'alpine'],
  ['1', '1-alpine'],
  ['1.13', '1.13-alpine'],
  ['1.22.4-bookworm', '1.22.4-alpine'],
  ['bookworm', 'alpine'],
  ['1.12', undefined],
  ['1.22-alpine3.19', undefined],
  ['alpine', undefined],
  ['1.22-nanoserver', undefined],
  ['mine', undefined],
])('the Alpine tag of golang:%s is %s', (tag, alpine) => {
  expect(golangTwin(tag)).toBe(alpine);
});

test.each([
  ['1.22-bookworm', 'bookworm'],
  ['1', undefined],
  ['1.99', undefined],
])('golang:%s is on Debian %s', (tag, release) => {
  expect(golangImage(tag)).toEqual({ family: 'debian', ...(release !== undefined && { release }) });
});

describe('an image of distroless', () => {
  const name = 'gcr.io/distroless/nodejs22-debian12';

  test.each([
    [{ name }, 'nonroot'],
    [{ name, tag: 'latest' }, 'nonroot'],
    [{ name, tag: 'debug' }, 'debug-nonroot'],
    [{ name, tag: 'nonroot' }, undefined],
    [{ name, digest: 'sha256:1' }, undefined],
    [{ name: 'gcr.io/distroless/cc-debian12' }, undefined],
  ])('%j runs as nonroot by the tag %s', (image, tag) => {
    expect(distrolessTag(image)).toBe(tag);
  });
});

test.each([
  ['24.04', 'ubuntu', false],
  ['noble', 'ubuntu', false],
  ['noble-20240801', 'ubuntu', false],
  ['22.04', 'node', true],
  ['jammy-20240801', 'node', true],
])('ubuntu:%s has the account %s', (tag, name, isMade) => {
  const account = accountIn('ubuntu', tag);
  expect([account?.name, account?.id, account?.create !== undefined]).toEqual([name, 1000, isMade]);
});

test.each([
  ['', '-slim'],
  ['-bookworm', '-bookworm-slim'],
  ['-slim', undefined],
  ['-bookworm-slim', undefined],
  ['-alpine', undefined],
  ['bookworm', undefined],
])('the slim twin of the suffix %j is %s', (suffix, slim) => {
  expect(slimTwinOfSuffix(suffix)).toBe(slim);
});

test.each([
  ['20', ['20-alpine', '20-slim']],
  ['20-slim', ['20-alpine']],
  ['', ['alpine', 'slim']],
  ['20-alpine', []],
])('node:%s may have the twins %j', (tag, twins) => {
  expect(likelyTwins(tag)).toEqual(twins);
});

test.each([
  [['a\\nb'], true],
  [['"a\\"b\\n"'], true],
  [['a\\x41'], false],
  [['a\\nb\\x41'], false],
  [['-e', 'a\\nb'], false],
  [['plain'], false],
])('echo of %j needs -e on Alpine: %s', (args, needs) => {
  expect(echoNeedsOption(args)).toBe(needs);
});

describe('commands for users in the words of BusyBox', () => {
  const commands = (line: string): readonly string[] | undefined => {
    const [program = '', ...args] = line.split(' ');
    return busyboxUserCommands(program, args, { groupNamed: () => undefined, usesSu: false });
  };

  test.each([
    ['groupadd -g 1001 app', ['addgroup -g 1001 app']],
    ['groupadd -r app', ['addgroup -S app']],
    ['useradd -m app', ['adduser -D app']],
    ['useradd app', ['adduser -D -H app']],
    ['usermod -aG audio,video node', ['addgroup node audio', 'addgroup node video']],
    ['userdel -r node', ['deluser --remove-home node']],
  ])('%s', (line, expected) => {
    expect(commands(line)).toEqual(expected);
  });

  test.each([
    'groupadd -o -g 1000 app',
    'groupadd one two',
    'useradd -o -u 1000 app',
    'useradd one two',
    'useradd',
    'usermod -G audio node',
    'usermod -a node',
    'usermod -aG audio -s /bin/sh node',
    'usermod -aG audio',
    'userdel -f node',
    'adduser app',
  ])('none say %s', (line) => {
    expect(commands(line)).toBeUndefined();
  });
});

describe('what Alpine has for a package', () => {
  test('depends on its release', () => {
    expect(alpineCounterpart('python2', { release: '3.15' })).toMatchObject({ names: ['python2'] });
    expect(alpineCounterpart('python2', { release: '3.16' })).toEqual({
      kind: 'none',
      why: 'it left Alpine after 3.15',
    });
    expect(alpineCounterpart('composer', { release: '3.4' })).toMatchObject({ kind: 'none' });
    for (const release of ['3.5', undefined])
      expect(alpineCounterpart('composer', { release })).toMatchObject({ names: ['composer'] });
  });

  test('is what the user says of it first', () => {
    const own = { git: null, mine: ['a', 'b'] };
    expect(alpineCounterpart('git', { own })).toMatchObject({ kind: 'none' });
    expect(alpineCounterpart('mine', { own })).toMatchObject({ names: ['a', 'b'] });
    expect(alpineCounterpart('constructor')).toEqual({ kind: 'unknown' });
  });
});
