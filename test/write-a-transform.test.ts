import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import { buildCommand, command } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${root}/docs/write-a-transform.md`, 'utf8');

beforeAll(buildCommand);

interface Block {
  /** The path that stands behind the language of a block. */
  readonly path: string | undefined;
  readonly language: string;
  readonly body: string;
}

const blocks: readonly Block[] = [...page.matchAll(/^(`{3,})(\S+)(?: (\S+))?\n([^]*?)^\1$/gm)].map(
  ([, , language = '', path, body = '']) => ({ language, path, body }),
);

/** What a reader sees of a command: both of its streams. */
function shown(words: string, cwd: string): string {
  const { NODE_OPTIONS: _1, FORCE_COLOR: _2, ...env } = process.env;
  const started = words
    .replace(/^npx slim-dockerfile/, `"${process.execPath}" "${command}"`)
    .replace(/^node --test$/, `"${process.execPath}" --test --test-reporter=spec`);
  return execFileSync(`${started} 2>&1`, { cwd, env, shell: true, encoding: 'utf8' });
}

/** The installation of the package is a link to this folder; a new folder is the one we are in. */
function follow(words: string, cwd: string): string | undefined {
  if (words.startsWith('mkdir ')) return undefined;
  if (words !== 'npm install --save-dev slim-dockerfile') return shown(words, cwd);
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(root, join(cwd, 'node_modules/slim-dockerfile'), 'junction');
  return undefined;
}

/** Times stand behind the names of tests; other lines are as the page has them, none left out. */
function expectShown(found: string, expected: string, words: string): void {
  const withoutTimes = found.replace(/ \(\d[^)]*ms\)$/gm, '');
  if (words.startsWith('npx ')) expect(withoutTimes).toBe(expected);
  else for (const line of expected.split('\n')) expect(withoutTimes.split('\n')).toContain(line);
}

test('the page can be followed from an empty folder to its end', () => {
  const cwd = temporaryFolder();
  let commands = 0;
  for (const { language, path, body } of blocks)
    if (path !== undefined) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), body);
    } else if (language === 'console')
      for (const part of body.split(/^\$ /m).slice(1)) {
        const [words = '', ...lines] = part.split('\n');
        const found = follow(words, cwd);
        if (found !== undefined) expectShown(found, lines.join('\n'), words);
        commands += 1;
      }
  expect(commands).toBeGreaterThanOrEqual(10);
}, 60_000);

test('the finished files are those of the example', () => {
  const folder = `${root}/examples/custom-transform`;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.includes('.') && path !== 'README.md');
  expect(files.length).toBe(5);
  for (const path of files)
    expect(blocks.findLast((block) => block.path === path)?.body).toBe(
      readFileSync(`${folder}/${path}`, 'utf8'),
    );
});
