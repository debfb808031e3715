import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCommand, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

beforeAll(buildCommand);

const source = `export default {
  name: 'mine',
  summary: 'says no',
  rules: { no: { title: 'No', explanation: 'It says no.' } },
  *run({ stages: [stage] }) {
    yield { outcome: 'declined', rule: 'mine/no', at: stage.from, because: 'No.' };
  },
};
`;

/** What is told of a transform, in a folder with a Dockerfile and these files. */
async function toldOf(
  specifier: string,
  files: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<string> {
  const cwd = temporaryFolder({ Dockerfile: '# x\nFROM node:22\n', ...files });
  const { told } = await runCommand(['-t', specifier, ...words], { cwd });
  return told;
}

describe('a package is loaded by its name', () => {
  const packaged = (name: string, exports: unknown) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, exports }),
    [`node_modules/${name}/lib/own.mjs`]: source,
  });

  test.each([
    ['house-rules', './lib/own.mjs'],
    ['@corp/rules', { '.': { import: './lib/own.mjs' } }],
    ['@corp/rules/own.js', { './own.js': './lib/own.mjs' }],
  ])('%s', async (specifier, exports) => {
    const name = specifier.replace('/own.js', '');
    expect(await toldOf(specifier, packaged(name, exports))).toMatch(
      /declined {2}Dockerfile:2 {2}mine\/no/,
    );
  });

  test('and its transforms by theirs, to be skipped', async () => {
    const files = packaged('house-rules', './lib/own.mjs');
    expect(await toldOf('house-rules', files, '--skip', 'mine')).toMatch(/No transform is left/);
  });

  test('from where the user stands, never from a folder that is searched', async () => {
    const evil = `import { writeFileSync } from 'node:fs'; writeFileSync('ran', ''); ${source}`;
    const cwd = temporaryFolder({
      'theirs/Dockerfile': 'FROM node:22\n',
      'theirs/node_modules/@corp/evil/package.json': '{"exports":"./a.mjs"}',
      'theirs/node_modules/@corp/evil/a.mjs': evil,
    });
    const { code, told } = await runCommand(['-t', '@corp/evil', 'theirs'], { cwd });
    expect([code, told]).toEqual([2, expect.stringMatching(/@corp\/evil is not installed here/)]);
    expect(existsSync(join(cwd, 'ran'))).toBe(false);
  });
});

describe('what is wrong is told, with what to do', () => {
  const wrong: [specifier: string, code: string, message: RegExp][] = [
    [
      './none.mjs',
      'export const a = 1;',
      /exports no transform\.\n {2}Export what defineTransform/,
    ],
    [
      './part.mjs',
      source.replace('summary', 'sumary'),
      /part\.mjs exports no transform: default has no right summary\.\n.*It needs name, summary/,
    ],
    ['./name.mjs', source.replace('mine', 'Mine'), /"Mine" must be lower case words/],
    ['./file.mjs', source.replace('mine', 'file'), /There is a transform "file" already/],
    [
      './half.mjs',
      'export default {',
      /half\.mjs can't be loaded: .*\n {2}node --check \.\/half\.mjs/,
    ],
    ['./throws.mjs', '\nnull.x', /reading 'x'\)\.\n {2}It was thrown at throws\.mjs:2\./],
    [
      './bare.mjs',
      "import 'slim-dockerfile';",
      /Cannot find package.*\n {2}npm install --save-dev slim-dockerfile installs it beside/,
    ],
  ];

  test.each(wrong)('%s', async (specifier, code, message) => {
    expect(await toldOf(specifier, { [specifier]: code })).toMatch(message);
  });

  test.each([
    ['./nowhere.mjs', /There is no file \.\/nowhere\.mjs\.\n {2}Paths of transforms count from \//],
    ['./lib', /\.\/lib is a folder\.\n {2}Name the file/],
    ['drop-nmp', /There is no transform "drop-nmp"\. Did you mean drop-npm\?\n.*by a path/],
    ['@corp/rules', /The package @corp\/rules is not installed here\.\n {2}npm install --save-dev/],
    ['closed', /closed can't be loaded: No "exports" main defined.*\n {2}Look at "exports"/],
  ])('%s', async (specifier, message) => {
    const files = { 'lib/a.mjs': source, 'node_modules/closed/package.json': '{"exports":{}}' };
    expect(await toldOf(specifier, files)).toMatch(message);
  });

  test('a transform that throws says where', async () => {
    const throwing = source.replace('yield', 'oh.no(); yield');
    expect(await toldOf('./mine.mjs', { 'mine.mjs': throwing })).toMatch(
      /"mine" failed: oh is not defined\.[^]*bug of the transform "mine" \(mine\.mjs:6\)/,
    );
  });

  test('two transforms of one name', async () => {
    const told = await toldOf('./a.mjs', { 'a.mjs': source, 'b.mjs': source }, '-t', './b.mjs');
    expect(told).toMatch(/There is a transform "mine" already/);
  });
});

test.each(['await new Promise(() => {});', 'process.exit(0);'])(
  'a module that does %j is no success',
  async (early) => {
    const cwd = temporaryFolder({
      Dockerfile: 'FROM node:22\n',
      'mine.mjs': `${early}\n${source}`,
    });
    const { code, told } = await runCommand(['-t', './mine.mjs'], { cwd });
    expect([code, told]).toEqual([2, expect.stringMatching(/ended before its work was done/)]);
  },
);

test('what a module begins is waited for, and what it does at the end of a run is done', async () => {
  const ending = `${source}
setTimeout(() => console.error('later'), 100);
process.on('beforeExit', () => console.error('last'));
`;
  const told = await toldOf('./own.mjs', { 'own.mjs': ending });
  expect(told).toMatch(/later\nlast\n$/);
});
