import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand } from '../command-line.js';
import { folderWith, patience, told } from './project.js';

jest.setTimeout(60_000);
beforeAll(buildCommand, 60_000);

describe('texts that were made to keep a reader busy', () => {
  const bomb = [
    'a0: &a0 [x,x,x,x,x,x,x,x,x]',
    ...Array.from({ length: 12 }, (_, at) => {
      const last = `*a${at}`;
      return `a${at + 1}: &a${at + 1} [${Array(9).fill(last).join(',')}]`;
    }),
  ].join('\n');
  const cases: Record<string, Record<string, string>> = {
    'aliases of aliases': {
      'compose.yml': `${bomb}\nservices: {web: {build: ., command: *a12}}`,
      'pnpm-workspace.yaml': `${bomb}\npackages: *a12`,
      'pnpm-lock.yaml': `${bomb}\nimporters: {.: {dependencies: {x: {version: *a12}}}}\nsnapshots: {}`,
    },
    'brackets without end': {
      'compose.yml': `services: ${'['.repeat(1_000_000)}`,
      'pnpm-lock.yaml': `packages: ${'{a: '.repeat(300_000)}`,
    },
    'lists in lists in one line': { 'compose.yml': '- '.repeat(1_000_000) },
    'many anchors and keys': {
      'pnpm-lock.yaml': Array.from({ length: 50_000 }, (_, at) => `k${at}: &a${at} x`).join('\n'),
    },
    'a yarn.lock that breaks off in a string': { 'yarn.lock': '"a@1":\n  version "1.2' },
    'a yarn.lock that breaks off in a comment': { 'yarn.lock': '"a@1":\n  version "1.2"\n# yarn' },
    'JSON of 200,000 levels': {
      'package.json': `{"scripts":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      'package-lock.json': `${'{"dependencies":{"a":'.repeat(50_000)}{}${'}}'.repeat(50_000)}`,
    },
    'scripts that call each other, in a chain, in a circle, and each all others': {
      'package.json': JSON.stringify({
        scripts: {
          start: 'npm run a0',
          build: 'npm run c0',
          ...Object.fromEntries(
            Array.from({ length: 2000 }, (_, at) => [`a${at}`, `npm run a${(at + 1) % 2000}`]),
          ),
          ...Object.fromEntries(
            Array.from({ length: 12 }, (_, at) => [
              `c${at}`,
              [...Array(12).keys()].map((other) => `npm run c${other}`).join(' && '),
            ]),
          ),
        },
      }),
      Dockerfile:
        'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD ["npm", "start"]\n',
    },
    'settings and services that extend each other': {
      'tsconfig.json': '{"extends":["./a.json","./a.json"]}',
      'a.json': '{"extends":["./tsconfig.json","./a.json"]}',
      'compose.yml': `services:\n${Array.from({ length: 2000 }, (_, at) => `  s${at}: {extends: {service: s${(at + 1) % 2000}}, build: .}`).join('\n')}\ninclude: [compose.yml]`,
    },
    'an ignore file of stars': {
      '.dockerignore': `${'*a'.repeat(30)}b\n${'**/'.repeat(40)}x\n[z-a]\n[\n`,
      '.gitignore': `${'*a'.repeat(30)}b\n${'**/'.repeat(40)}x\n[z-a]\n[\n`,
      [`${'a'.repeat(200)}/${'a'.repeat(200)}.js`]: '',
    },
    'an ignore file of brackets, and one of many lines': {
      '.dockerignore': `${'['.repeat(50_000)}\n${'x/**/y\n'.repeat(100_000)}`,
      ...Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`src/${at}.js`, ''])),
    },
    'a lockfile with one name a hundred thousand times': {
      'yarn.lock': Array.from(
        { length: 60_000 },
        (_, at) => `p@${at}:\n  version "1"\n  dependencies:\n    p "y${at}"\n`,
      ).join(''),
      'package.json': '{"dependencies":{"p":"x"},"scripts":{"start":"node index.js"}}',
    },
    'a package that needs two hundred thousand others': {
      'yarn.lock': `express@4:\n  version "1"\n  dependencies:\n${Array.from({ length: 200_000 }, (_, at) => `    p${at} "1"\n`).join('')}`,
    },
    'thousands of workspaces, each held against thousands of folders': {
      'package.json': JSON.stringify({
        workspaces: Array.from({ length: 3000 }, (_, at) => `**/**/*/**/{a,b}${at}/{c,d}/**`),
        scripts: { start: 'node index.js' },
      }),
      ...Object.fromEntries(
        Array.from({ length: 1000 }, (_, at) => [`p/q/r/s/t${at}/package.json`, '{}']),
      ),
    },
    'five million members of a list': {
      'compose.yml': `services: {a: {build: .}}\nx:\n${'- 1\n'.repeat(4_900_000)}`,
      'pnpm-workspace.yaml': `packages: [${'a,'.repeat(5_000_000)}]`,
    },
    'a pipeline and a bake file that pass an argument a hundred thousand times': {
      Dockerfile: 'ARG V=20\nFROM node:$V\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]\n',
      Makefile: '--build-arg V=${{'.repeat(100_000),
      '.github/workflows/ci.yml': Array.from(
        { length: 30_000 },
        (_, at) => `--build-arg V=$N${at}\n`,
      ).join(''),
      'docker-bake.hcl': `V = "\${V}"\n${'variable "V" { '.repeat(70_000)}`,
    },
    'workspaces of stars, and outside': {
      'package.json': `{"workspaces":["../../etc","${'**/*a'.repeat(20)}","../**"]}`,
      [`${'a/'.repeat(60)}package.json`]: '{}',
    },
  };

  test.each(Object.entries(cases))(
    '%s',
    async (_, files) => {
      const { code, diff } = await told(folderWith(files));
      expect(code).toBe(0);
      expect(diff).toContain('USER node');
    },
    patience,
  );
});

test.each([
  ['an array', '[1, 2]'],
  ['a string', '"x"'],
  ['null', 'null'],
  [
    'names of every object',
    '{"name":{},"__proto__":{"scripts":{"start":"node evil.js"}},"scripts":{"__proto__":"x","constructor":"y","toString":"z"},"dependencies":{"__proto__":"1","hasOwnProperty":"2"},"workspaces":{"__proto__":["x"]}}',
  ],
  [
    'other types',
    '{"scripts":[],"dependencies":7,"workspaces":{"packages":"x"},"main":[],"bin":1}',
  ],
])('a package.json that is %s breaks nothing', async (_, text) => {
  const { all, diff } = await told(folderWith({ 'package.json': text }));
  expect(all.map(({ rule }) => rule)).not.toContain('file/transform-error');
  expect(diff).not.toContain('evil.js');
  expect(diff).toContain('USER node');
});

test('paths that leave the context are asked for nothing', async () => {
  const cwd = folderWith({
    Dockerfile:
      'FROM node:22\nCOPY ../../etc/passwd ../x /app/\nCOPY --from=../.. /a /b\nCMD ["node", "../../../x.js"]\n',
    'package.json':
      '{"main":"../../../../etc/passwd","scripts":{"start":"node ../../etc/passwd"},"workspaces":["../.."]}',
    'tsconfig.json': '{"extends":"../../../../etc/x.json","compilerOptions":{"outDir":"../../.."}}',
  });
  writeFileSync(join(cwd, '..', 'x.js'), '');
  const { all } = await told(cwd);
  expect(all.map(({ rule }) => rule)).not.toContain('file/transform-error');
  expect(JSON.stringify(all)).not.toMatch(/root:x/);
});
