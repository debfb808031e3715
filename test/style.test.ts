import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { transforms } from '../src/index.js';
import { resultsIn } from './run-in.js';
import { temporaryFolder } from './temporary-folder.js';

const plain = 'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
const root = { '.git/HEAD': '', 'server.js': '', 'package.json': '{ "name": "shop" }' };

/** The lines of the RUN that removes npm: as it is written in a project with these files. */
async function removal(files: Record<string, string>, text = plain): Promise<string[]> {
  const folder = temporaryFolder({ ...root, ...files, Dockerfile: text });
  const chosen = transforms.filter(({ name }) => name === 'drop-npm');
  const [result] = await resultsIn(folder, { transforms: chosen });
  const lines = result?.text.split('\n') ?? [];
  return lines.filter((line) => /npm|yarn/.test(line));
}

const indents = (lines: readonly string[]): Set<string> =>
  new Set(lines.slice(1).map((line) => /^\s*/.exec(line)![0]));
const widest = (lines: readonly string[]): number => Math.max(...lines.map(({ length }) => length));

const editorconfig = 'root = true\n[*]\nindent_style = space\nindent_size = 2\n';

describe('where the Dockerfile does not show how it goes on', () => {
  test.each([
    ['nothing configured', {}, '    '],
    ['two blanks of .editorconfig', { '.editorconfig': editorconfig }, '  '],
    ['tabs of .editorconfig', { '.editorconfig': '[*]\nindent_style = tab\n' }, '\t'],
    [
      'a section of .editorconfig for Dockerfiles',
      { '.editorconfig': `${editorconfig}[Dockerfile*]\nindent_size = 8\n` },
      '        ',
    ],
    ['two blanks of .prettierrc', { '.prettierrc': '{ "tabWidth": 2 }' }, '  '],
    ['tabs of .prettierrc in YAML', { '.prettierrc': '# ours\nuseTabs: true\n' }, '\t'],
    ['.prettierrc.json', { '.prettierrc.json': '{ "tabWidth": 3 }' }, '   '],
    ['.prettierrc.yaml', { '.prettierrc.yaml': '"tabWidth": 3' }, '   '],
    ['.prettierrc.toml', { '.prettierrc.toml': 'tabWidth = 3' }, '   '],
    ['package.json', { 'package.json': '{ "prettier": { "tabWidth": 3 } }' }, '   '],
    [
      'a package.json that only installs prettier, above .prettierrc',
      {
        'package.json': '{ "devDependencies": { "prettier": "^3" } }',
        '.prettierrc': 'tabWidth: 3',
      },
      '   ',
    ],
    [
      '.prettierrc before .editorconfig',
      { '.editorconfig': editorconfig, '.prettierrc': 'tabWidth: 3' },
      '   ',
    ],
    [
      'an override for the file',
      { '.prettierrc': 'overrides: [{ files: Dockerfile, options: { tabWidth: 3 } }]' },
      '   ',
    ],
    ['settings that are broken', { '.prettierrc': 'tabWidth: [' }, '    '],
  ])('its lines follow %s', async (_, files: Record<string, string>, indent) => {
    expect(indents(await removal(files))).toEqual(new Set([indent]));
  });

  test('they fit the width of .prettierrc', async () => {
    expect(widest(await removal({ '.prettierrc': 'printWidth: 60' }))).toBeLessThanOrEqual(60);
    const wide = await removal({ '.prettierrc': 'printWidth: 300' });
    expect(wide).toHaveLength(1);
  });

  test('a file that is wider than that does not follow it', async () => {
    const text = plain.replace('CMD', `LABEL about="${'x'.repeat(60)}"\nCMD`);
    const lines = await removal({ '.prettierrc': 'printWidth: 60' }, text);
    expect(widest(lines)).toBeGreaterThan(60);
    expect(widest(lines)).toBeLessThanOrEqual(100);
  });
});

test('the Dockerfile goes before what is configured', async () => {
  const text = plain.replace('CMD', 'RUN echo a \\\n      && echo b\nCMD');
  const lines = await removal({ '.prettierrc': '{ "tabWidth": 2, "printWidth": 60 }' }, text);
  expect(indents(lines)).toEqual(new Set(['      ']));
  expect(widest(lines)).toBeGreaterThan(60);
});

const evil = (folder: string): string =>
  `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(folder)}, ''); export default { tabWidth: 3 };`;

test.each([
  ['prettier.config.mjs', '', 'prettier.config.mjs'],
  ['.prettierrc.mjs', '', '.prettierrc.mjs'],
  ['.prettierrc', '"./evil.mjs"', 'evil.mjs'],
  ['.prettierrc', './evil.mjs', 'evil.mjs'],
  ['.prettierrc.json', '"./evil.mjs"', 'evil.mjs'],
  ['.prettierrc.yaml', '---\n./evil.mjs', 'evil.mjs'],
  ['.prettierrc', ' \'./evil\n"x": b.mjs\'', 'evil "x": b.mjs'],
  ['.prettierrc', '#\r\'./evil\n"x": b.mjs\'', 'evil "x": b.mjs'],
  ['.prettierrc', "'./evil\": b.mjs'", 'evil": b.mjs'],
  ['package.json', '{ "prettier": "./evil.mjs" }', 'evil.mjs'],
])('nothing is executed by %s of %j', async (name, text, module) => {
  const folder = temporaryFolder();
  const proof = join(folder, 'executed');
  const files = { ...(name !== module && { [name]: text }), [module]: evil(proof) };
  const lines = await removal({ ...files, '.editorconfig': editorconfig });
  expect(existsSync(proof)).toBe(false);
  expect(indents(lines)).toEqual(new Set(['  ']));
});
