import { describe, expect, test } from '@jest/globals';
import { lockedPackages, lockfilesAt, readManifest } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

/** The names of the packages that a lockfile leads to from nothing but development dependencies. */
function development(name: string, text: string, manifest: object): string[] {
  const { project } = projectWith('FROM node:20\nCOPY . .\n', {
    'package.json': JSON.stringify(manifest),
    [name]: text,
  });
  const [lockfile] = lockfilesAt(project, '');
  const packages = lockedPackages(lockfile!, [readManifest(project, 'package.json')!]);
  return packages.filter(({ dev }) => dev).map((one) => one.name);
}

const manifest = {
  dependencies: { a: '^1.0.0' },
  devDependencies: { tool: '^2.0.0' },
};
const yarn1 = `# yarn lockfile v1


a@^1.0.0:
  version "1.2.0"
  dependencies:
    shared "^1.0.0"

native@^3.0.0:
  version "3.0.0"

shared@^1.0.0, shared@^1.1.0:
  version "1.1.0"

tool@^2.0.0:
  version "2.0.0"
  dependencies:
    native "^3.0.0"
    shared "^1.1.0"
`;
const berry = `__metadata:
  version: 8

"a@npm:^1.0.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  dependencies:
    shared: "npm:^1.0.0"

"app@workspace:.":
  version: 0.0.0-use.local

"native@npm:^3.0.0":
  version: 3.0.0

"shared@npm:^1.0.0, shared@npm:^1.1.0":
  version: 1.1.0

"tool@npm:^2.0.0":
  version: 2.0.0
  dependencies:
    native: "npm:^3.0.0"
    shared: "npm:^1.1.0"
`;
const pnpm9 = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.2.0(peer@1.0.0)
    devDependencies:
      tool:
        specifier: ^2.0.0
        version: 2.0.0
packages:
  a@1.2.0:
    resolution: {integrity: x}
  native@3.0.0:
    resolution: {integrity: x}
  shared@1.1.0:
    resolution: {integrity: x}
  tool@2.0.0:
    resolution: {integrity: x}
snapshots:
  a@1.2.0(peer@1.0.0):
    dependencies:
      other: shared@1.1.0
  native@3.0.0: {}
  shared@1.1.0: {}
  tool@2.0.0:
    dependencies:
      native: 3.0.0
      shared: 1.1.0
`;
const bun = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "app",
      "dependencies": { "a": "^1.0.0", },
      "devDependencies": { "tool": "^2.0.0", },
    },
  },
  "packages": {
    "a": ["a@1.2.0", "", { "dependencies": { "shared": "^1.0.0" } }, "sha512-x"],
    "native": ["native@3.0.0", "", {}, "sha512-x"],
    "shared": ["shared@1.1.0", "", {}, "sha512-x"],
    "tool": ["tool@2.0.0", "", { "dependencies": { "native": "^3.0.0" } }, "sha512-x"],
  }
}
`;

describe('what development dependencies alone bring (decision 5)', () => {
  test.each([
    ['yarn.lock', yarn1],
    ['yarn.lock', berry],
    ['pnpm-lock.yaml', pnpm9],
    ['bun.lock', bun],
  ])('%s', (name, text) => {
    expect(development(name, text, manifest)).toEqual(['native', 'tool']);
  });

  test('what a resolution answers may be any package of its name', () => {
    const resolved = yarn1.replaceAll('shared@^1.0.0, shared@^1.1.0', 'shared@9.9.9');
    expect(development('yarn.lock', resolved, manifest)).toEqual(['native', 'tool']);
  });

  test('without a dependency to start from everything is for development', () => {
    expect(development('yarn.lock', yarn1, { devDependencies: { tool: '^2.0.0' } })).toEqual([
      'a',
      'native',
      'shared',
      'tool',
    ]);
  });

  test('of two versions of a package each counts for itself', () => {
    const twice = `${yarn1}
shared@^2.0.0:
  version "2.0.0"
`.replace('shared "^1.1.0"', 'shared "^2.0.0"');
    expect(development('yarn.lock', twice, manifest)).toEqual(['native', 'tool', 'shared']);
  });

  test.each([
    [
      'yarn.lock',
      `# yarn lockfile v1


"node-sass@npm:sass@^1.49.0":
  version "1.49.0"
  dependencies:
    "kept-cjs" "npm:kept@^1.0.0"

"kept-cjs@npm:kept@^1.0.0":
  version "1.0.0"
`,
    ],
    [
      'yarn.lock',
      `__metadata:
  version: 8

"kept-cjs@npm:kept@^1.0.0":
  version: 1.0.0
  resolution: "kept@npm:1.0.0"

"node-sass@npm:sass@^1.49.0":
  version: 1.49.0
  resolution: "sass@npm:1.49.0"
  dependencies:
    kept-cjs: "npm:kept@^1.0.0"
`,
    ],
    [
      'bun.lock',
      JSON.stringify({
        workspaces: { '': { dependencies: { 'node-sass': 'npm:sass@^1.49.0' } } },
        packages: {
          'node-sass': ['sass@1.49.0', '', { dependencies: { 'kept-cjs': 'npm:kept@^1.0.0' } }],
          'node-sass/kept-cjs': ['kept@1.0.0', '', {}],
        },
      }),
    ],
  ])('an alias leads to the package that it stands for, by %s', (name, text) => {
    const alias = { dependencies: { 'node-sass': 'npm:sass@^1.49.0' } };
    const { project } = projectWith('FROM node:20\n', {
      'package.json': JSON.stringify(alias),
      [name]: text,
    });
    const found = lockfilesAt(project, '')[0]?.packages ?? [];
    const names = found.map((one) => [one.name, one.alias]);
    expect(names.toSorted()).toEqual([
      ['kept', 'kept-cjs'],
      ['sass', 'node-sass'],
    ]);
    expect(development(name, text, alias)).toEqual([]);
  });
});
