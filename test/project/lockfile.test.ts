import { describe, expect, test } from '@jest/globals';
import { type Lockfile, lockfilesAt } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

function lockfile(name: string, text: string): Lockfile | undefined {
  const { project } = projectWith('FROM node:20\nCOPY . .\n', {
    'package.json': '{}',
    [name]: text,
  });
  return lockfilesAt(project, '')[0];
}

const npm3 = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { name: 'app' },
    'node_modules/bcrypt': { version: '5.1.1', hasInstallScript: true },
    'node_modules/a/node_modules/@scope/b': { version: '1.0.0', dev: true, bin: { b: 'cli.js' } },
    'node_modules/@rollup/rollup-linux-x64-musl': {
      version: '4.0.0',
      optional: true,
      os: ['linux'],
      libc: ['musl'],
    },
    'node_modules/own': { resolved: 'packages/own', link: true },
    'node_modules/from-git': {
      version: '1.0.0',
      resolved: 'git+ssh://git@github.com/a/b.git#c0ffee',
    },
  },
});
const npm1 = JSON.stringify({
  lockfileVersion: 1,
  dependencies: { a: { version: '1.0.0', dependencies: { b: { version: '2.0.0', dev: true } } } },
});
const yarn1 =
  '# yarn lockfile v1\n\n\n"@scope/a@^1.0.0":\n  version "1.2.3"\n  resolved "https://registry.yarnpkg.com/a.tgz"\n\nb@1, b@^1.1:\n  version "1.1.1"\n';
const berry =
  '__metadata:\n  version: 8\n\n"@swc/core-linux-x64-musl@npm:1.0.0":\n  version: 1.0.0\n  conditions: os=linux & cpu=x64 & libc=musl\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n';
const pnpm9 =
  "lockfileVersion: '9.0'\npackages:\n  '@scope/a@1.0.0':\n    resolution: {integrity: x}\n  bcrypt@5.1.1(b@2.0.0):\n    requiresBuild: true\n";
const pnpm5 =
  'lockfileVersion: 5.4\npackages:\n  /@scope/a/1.0.0:\n    dev: true\n  /bcrypt/5.1.1_b@2.0.0:\n    requiresBuild: true\n';

describe('lockfiles', () => {
  test('of npm 7 and later tell install scripts, platforms, programs and git', () => {
    expect(lockfile('package-lock.json', npm3)?.packages).toMatchObject([
      { name: 'bcrypt', version: '5.1.1', installScript: true, dev: false, git: false },
      { name: '@scope/b', dev: true, installScript: false, bins: ['b'] },
      { name: '@rollup/rollup-linux-x64-musl', optional: true, os: ['linux'], libc: ['musl'] },
      { name: 'from-git', git: true },
    ]);
  });

  test.each([
    [
      'package-lock.json',
      npm1,
      'npm',
      [
        ['a', '1.0.0'],
        ['b', '2.0.0'],
      ],
    ],
    [
      'yarn.lock',
      yarn1,
      'yarn',
      [
        ['@scope/a', '1.2.3'],
        ['b', '1.1.1'],
      ],
    ],
    ['yarn.lock', berry, 'yarn-berry', [['@swc/core-linux-x64-musl', '1.0.0']]],
    [
      'pnpm-lock.yaml',
      pnpm9,
      'pnpm',
      [
        ['@scope/a', '1.0.0'],
        ['bcrypt', '5.1.1'],
      ],
    ],
    [
      'pnpm-lock.yaml',
      pnpm5,
      'pnpm',
      [
        ['@scope/a', '1.0.0'],
        ['bcrypt', '5.1.1'],
      ],
    ],
  ])('%s is read, whatever its version', (name, text, kind, packages) => {
    const found = lockfile(name, text);
    expect(found?.kind).toBe(kind);
    expect(found?.packages?.map((one) => [one.name, one.version])).toEqual(packages);
  });

  test('of pnpm 9 tell git, what may fail, and the version behind an address', () => {
    const text = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      plain:
        specifier: ^1.0.0
        version: 1.0.0
      forked:
        specifier: github:acme/forked
        version: https://codeload.github.com/acme/forked/tar.gz/c0ffee
packages:
  plain@1.0.0:
    resolution: {integrity: x}
  fsevents@2.3.3:
    resolution: {integrity: x}
    os: [darwin]
  forked@https://codeload.github.com/acme/forked/tar.gz/c0ffee:
    resolution: {tarball: https://codeload.github.com/acme/forked/tar.gz/c0ffee}
    version: 2.0.0
snapshots:
  plain@1.0.0:
    optionalDependencies:
      fsevents: 2.3.3
  fsevents@2.3.3:
    optional: true
  forked@https://codeload.github.com/acme/forked/tar.gz/c0ffee: {}
`;
    const same = { dev: false, optional: false, git: false };
    expect(lockfile('pnpm-lock.yaml', text)?.packages).toEqual([
      { name: 'plain', version: '1.0.0', ...same },
      { name: 'fsevents', version: '2.3.3', ...same, optional: true, os: ['darwin'] },
      { name: 'forked', version: '2.0.0', ...same, git: true },
    ]);
  });

  test('of bun tell systems, by name or in a list', () => {
    const of = (os: unknown) => ['a@1.0.0', '', { os }, 'sha512-x'];
    const packages = {
      a: of('darwin'),
      b: of(['linux', 'darwin']),
      c: of('none'),
      d: of(undefined),
    };
    const found = lockfile('bun.lock', JSON.stringify({ packages }))?.packages;
    expect(found?.map(({ os }) => os)).toEqual([
      ['darwin'],
      ['linux', 'darwin'],
      undefined,
      undefined,
    ]);
  });

  test('of npm tell what lies beside the program, and what is called otherwise there', () => {
    const text = JSON.stringify({
      packages: {
        'node_modules/node-sass': { name: 'sass', version: '1.49.0' },
        'node_modules/a/node_modules/b': { version: '1.0.0' },
        'packages/api/node_modules/c': { version: '1.0.0' },
      },
    });
    expect(
      lockfile('package-lock.json', text)?.packages?.map((one) => [
        one.name,
        one.alias,
        one.nested,
      ]),
    ).toEqual([
      ['sass', 'node-sass', false],
      ['b', undefined, true],
      ['c', undefined, false],
    ]);
  });

  test.each([
    [
      'package-lock.json',
      '{"lockfileVersion":1,"dependencies":{"hid":{"version":"1.0.0","requires":{"nan":"^2.0.0"}},"nan":{"version":"2.0.0"}}}',
    ],
    [
      'yarn.lock',
      '# yarn lockfile v1\n\n\nhid@^1.0.0:\n  version "1.0.0"\n  dependencies:\n    nan "^2.0.0"\n\nnan@^2.0.0:\n  version "2.0.0"\n',
    ],
    [
      'yarn.lock',
      '__metadata:\n  version: 8\n\n"hid@npm:^1.0.0":\n  version: 1.0.0\n  dependencies:\n    nan: "npm:^2.0.0"\n    node-gyp: "npm:latest"\n\n"nan@npm:^2.0.0":\n  version: 2.0.0\n  dependencies:\n    node-gyp: "npm:latest"\n',
    ],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\npackages:\n  hid@1.0.0:\n    resolution: {integrity: x}\n  nan@2.0.0:\n    resolution: {integrity: y}\nsnapshots:\n  hid@1.0.0(react@19.0.0):\n    dependencies:\n      nan: 2.0.0\n  nan@2.0.0: {}\n",
    ],
    [
      'pnpm-lock.yaml',
      'lockfileVersion: 5.4\npackages:\n  /hid/1.0.0:\n    dependencies:\n      nan: 2.0.0\n  /nan/2.0.0:\n    dev: false\n',
    ],
    [
      'bun.lock',
      '{"packages":{"hid":["hid@1.0.0","",{"dependencies":{"nan":"^2.0.0"}},""],"nan":["nan@2.0.0","",{},""]}}',
    ],
  ])('%s tells by what a package asks for that it has a native addon', (name, text) => {
    const scripts = (lockfile(name, text)?.packages ?? []).map((one) => [
      one.name,
      one.installScript,
    ]);
    expect(scripts).toEqual([
      ['hid', true],
      ['nan', undefined],
    ]);
  });

  test('yarn 2 tells the libc of a package', () => {
    expect(lockfile('yarn.lock', berry)?.packages).toMatchObject([
      { libc: ['musl'], os: ['linux'] },
    ]);
  });

  test.each([
    ['package-lock.json', '{'],
    ['pnpm-lock.yaml', ': ['],
    ['yarn.lock', '<<<<<<< HEAD\n'],
    ['bun.lockb', ''],
  ])('a broken or unknown %s is there without packages', (name, text) => {
    expect(lockfile(name, text)?.path).toBe(name);
    expect(lockfile(name, text)?.packages).toBeUndefined();
  });
});
