import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { alpineCounterpart, broughtBy } from '../src/knowledge/system/alpine-packages.js';
import data from '../src/knowledge/system/deb-to-apk.json' with { type: 'json' };

const sources = readFileSync(new URL('./knowledge/deb-to-apk.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const lists = [
  data.same,
  data.unneeded,
  data.unconfirmed,
  ...Object.values(data.names),
  ...Object.values(data.none),
];

describe('the table of package names', () => {
  test('is sorted and names no package twice', () => {
    for (const list of lists)
      expect(list.split(' ')).toEqual([...new Set(list.split(' '))].toSorted());
    const all = [
      ...[
        data.same,
        data.unneeded,
        ...Object.values(data.names),
        ...Object.values(data.none),
      ].flatMap((list) => list.split(' ')),
      ...Object.keys(data.releases),
    ];
    expect(all.length).toBe(new Set(all).size);
  });

  test('has names that apk takes', () => {
    const names = sources.flatMap(([, alpine = '']) => alpine.split(' '));
    expect(names.filter((name) => !/^(?:[a-z0-9][a-z0-9+._-]*|R(?:-dev)?)$/.test(name))).toEqual(
      [],
    );
  });

  test('answers for every package with what its sources say', () => {
    for (const [name = '', alpine = ''] of sources) {
      const answer = alpineCounterpart(name);
      if (answer.kind === 'packages') expect(answer.names).toEqual(alpine.split(' '));
      else expect(answer.kind).toBe('none');
    }
  });

  test('has a source for each name, or says that it has none', () => {
    const unproven = sources.filter(([, , proven]) => proven === 'no').map(([name]) => name);
    expect(unproven.toSorted()).toEqual(data.unconfirmed.split(' '));
    expect(sources.filter(([, , proven, source]) => proven === 'yes' && !source)).toEqual([]);
  });
});

describe('what Alpine has for a package', () => {
  test.each<[string, string | undefined, string]>([
    ['git', undefined, 'git'],
    ['build-essential', '3.20', 'build-base'],
    ['gcc-12', '3.20', 'gcc musl-dev'],
    ['apt-transport-https', '3.20', ''],
    ['python', '3.11', 'python2'],
    ['python', '3.4', 'python'],
    ['python', '3.20', 'python3'],
    ['spamc', '3.20', 'spamassassin-client'],
    ['libi2c-dev', '3.20', 'i2c-tools-dev'],
    ['x11-utils', '3.20', 'xdpyinfo xev xkill xprop xwininfo'],
    ['lsb-release', '3.18', ''],
    ['lsb-release', '3.20', 'lsb-release-minimal'],
  ])('%s on %s', (name, release, expected) => {
    const answer = alpineCounterpart(name, { release });
    expect(answer.kind === 'packages' && answer.names.join(' ')).toBe(expected);
  });

  test.each([
    ['python2', '3.20', 'none'],
    ['google-chrome-stable', undefined, 'none'],
    ['cron', undefined, 'none'],
    ['my-own-package', undefined, 'unknown'],
    ['x11-apps', undefined, 'unknown'],
    ['hdf5-tools', undefined, 'unknown'],
    ['python-imaging', undefined, 'unknown'],
    ['qemu-user-static', undefined, 'unknown'],
  ])('%s on %s: %s', (name, release, kind) => {
    expect(alpineCounterpart(name, { release }).kind).toBe(kind);
  });

  test('packages that others bring', () => {
    expect(broughtBy('build-base')).toContain('g++');
    expect(broughtBy('git')).toEqual([]);
  });
});
