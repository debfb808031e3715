import { describe, expect, test } from '@jest/globals';
import { type Loaded, loadedModules, type Program } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

type Texts = Readonly<Record<string, string>>;

/** What `src/main.ts`, or what the test says, loads of a project. */
function loaded(files: Texts, program: Partial<Program> = {}): Loaded {
  const { project } = projectWith('FROM node:22\nCOPY . /app\n', {
    'package.json': '{}',
    ...files,
  });
  return loadedModules(project, {
    folder: '',
    entries: ['dist/main.js'],
    everything: false,
    names: new Set(),
    workspaces: new Map(),
    isBundle: () => false,
    ...program,
  });
}

function packagesOf(source: string, path = 'src/main.ts', settings = '{}'): string[] {
  const { uses } = loaded({ [path]: source, 'tsconfig.json': settings });
  return uses.map(({ name }) => name);
}

describe('the packages that a source loads', () => {
  test.each([
    ["import type from 'a';", ['a']],
    ["import type, { b } from 'a';", ['a']],
    ["import type { A } from 'a';", []],
    ["export type { A } from 'a';", []],
    ["import a, { type B } from 'a';", ['a']],
    ["import { type, b } from 'a';", ['a']],
    ["import { b, type C } from 'a';", ['a']],
    ["export * as b from 'a';", ['a']],
    ["export { default as b } from 'a';", ['a']],
    ["import a = require('a');", ['a']],
    ["import 'a/register';", ['a']],
    ["const a = await import('@a/b/c');", ['@a/b']],
    ["const at = require.resolve('a');", ['a']],
    ["const at = path.resolve('a');", []],
    ["Promise.resolve('a').then(console.log);", []],
    ['const a = require(`a`);', ['a']],
    ['const a = require(`a/locale/${name}`);', ['a']],
    ["import { readFile } from 'fs/promises'; import test from 'node:test';", []],
    ["// require('a')\n/* require('b') */ require('c');", ['c']],
    ["const url = 'https://example.com'; require('a');", ['a']],
    ["text.replace(/'/g, ''); require('a');", ['a']],
    ['text.split(/[/"]/); require("a");', ['a']],
    ["const half = all / 2; const b = x / require('a');", ['a']],
    ["const it = `it's ${ { a: { b: '}' } }.a.b } here`; require('a');", ['a']],
    ["const it = `${a}`; if (it) { require('a'); }", ['a']],
    ["const wörter = 1; const ähnlich = require('a');", ['a']],
    ["const quoted = 'it\\'s'; require('a');", ['a']],
  ])('%s', (source, packages) => {
    expect(packagesOf(source)).toEqual(packages);
  });

  test('JSX has apostrophes, and calls react', () => {
    const source = "export const A = () => <p>Don't</p>;\nconst b = require('b');";
    expect(packagesOf(`import './view';`, 'src/main.ts')).toEqual([]);
    expect(packagesOf(source, 'src/main.tsx')).toEqual(['b', 'react']);
  });

  test.each([
    ["require('./handlers/' + name)", 1],
    ['import(`./locales/${name}.js`)', 1],
    ["const a = 1;\nrequire(name ?? 'a')", 2],
    ["require('a')", undefined],
    ["require('a', options)", undefined],
    ['require()', undefined],
  ])('%s: what only the running program knows is in line %s', (source, line) => {
    expect(loaded({ 'src/main.ts': source }).dynamic?.line).toBe(line);
  });

  test.each([
    ['{}', []],
    ['{ "compilerOptions": { "verbatimModuleSyntax": true } }', ['a']],
    ['{ "extends": "@acme/tsconfig" }', ['a']],
    ['{ "extends": "@tsconfig/node22/tsconfig.json" }', []],
    ['{ "extends": ["@acme/tsconfig"], "compilerOptions": { "verbatimModuleSyntax": false } }', []],
  ])('types marked in braces, with %s in tsconfig.json', (settings, packages) => {
    expect(packagesOf("import { type A } from 'a';", 'src/main.ts', settings)).toEqual(packages);
  });
});

describe('the sources that a program runs', () => {
  const unused = { 'src/seed.ts': "import 'a';", 'scripts/check.ts': "import 'b';" };
  const settings = {
    'base/tsconfig.json':
      '{ "compilerOptions": { "outDir": "../build/out", "rootDir": "../src" } }',
    'tsconfig.json': `{
      // the paths of both
      "extends": "./base/tsconfig",
      "compilerOptions": {
        "paths": { "@config": ["./src/settings.ts"], "@app/*": ["./src/app/*"], "*.sql": ["./sql/*.ts"], },
      },
    }`,
    'src/settings.ts': '',
    'src/app/mail.ts': '',
    'sql/users.ts': '',
  };

  test.each([
    ["import './mail.js';", ['src/mail.ts']],
    ["import './mail';", ['src/mail.ts']],
    ["new Worker('./mail.js');", ['src/mail.ts']],
    ["fork(path.join(__dirname, 'mail.js'));", ['src/mail.ts']],
    ["import './view.css';", []],
    ["import '@shop/prices';", ['prices/index.ts']],
  ])('%s', (source, files) => {
    const all = {
      ...unused,
      'src/main.ts': source,
      'src/mail.ts': '',
      'src/views/list.ts': '',
      'prices/package.json': '{ "name": "@shop/prices" }',
      'prices/index.ts': '',
    };
    const found = loaded(all, { workspaces: new Map([['@shop/prices', 'prices']]) });
    expect([...found.files].toSorted()).toEqual(['src/main.ts', ...files].toSorted());
  });

  test.each([
    ["import '@config';", ['src/settings.ts'], []],
    ["import '@config/x';", [], ['@config/x']],
    ["import '@app/mail';", ['src/app/mail.ts'], []],
    ["import '@app/none';", [], ['@app/none']],
    ["import 'users.sql';", ['sql/users.ts'], []],
  ])('by the aliases of tsconfig.json: %s', (source, files, packages) => {
    const all = { ...unused, ...settings, 'src/main.ts': source };
    const found = loaded(all, { entries: ['build/out/main.js'] });
    expect([...found.files]).toEqual(['src/main.ts', ...files]);
    expect(found.uses.map(({ name }) => name)).toEqual(packages);
  });

  test.each([
    [{ '#mail': { types: null, default: './src/mail.js' } }, ['src/mail.ts']],
    [{ '#mail': ['./src/mail.js', 'mail'] }, ['src/mail.ts']],
    [{ '#mail': null }, []],
    [{ '#*': './src/*.js' }, ['scripts/check.ts', 'src/mail.ts', 'src/seed.ts']],
  ])('behind #mail, by %j in package.json', (imports, files) => {
    const found = loaded({
      ...unused,
      'package.json': JSON.stringify({ imports }),
      'src/main.ts': "import '#mail';",
      'src/mail.ts': '',
    });
    expect([...found.files].toSorted()).toEqual(['src/main.ts', ...files].toSorted());
  });
});
