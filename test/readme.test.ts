import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import { options } from '../src/cli/options.js';
import { options as reposOptions } from '../src/cli/repos/options.js';
import { options as verifyOptions } from '../src/cli/verify/options.js';
import { buildCommand, runCommand } from './command-line.js';

// What the first page and the guide promise is what the command does today.
const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}/README.md`, 'utf8');

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(readme)?.[1] ?? '';
}

beforeAll(buildCommand);

test('the first diff is that of the example below it', async () => {
  const { out } = await runCommand(['examples/typescript-api'], { cwd: root });
  expect(out.replace(/^[^@]*@@.*\n/, '')).toBe(block('diff'));
});

test('the findings shown are findings of the example that they name', async () => {
  const { told } = await runCommand(['examples/native-module'], { cwd: root });
  const findings = block('text').split(/^(?= {2}\S)/m);
  expect(findings.length).toBeGreaterThan(3);
  for (const finding of findings) expect(told).toContain(finding);
});

const known = { ...options, ...reposOptions, ...verifyOptions, help: {}, version: {} };

test('every option of the command is in the first page', () => {
  const missing = Object.keys(options).filter((name) => !readme.includes(`--${name}`));
  expect(missing).toEqual([]);
});

test('every page of the guide is named in the first page', () => {
  const pages = readdirSync(`${root}/docs`).filter((name) => name.endsWith('.md'));
  expect(pages.filter((name) => !readme.includes(`](docs/${name})`))).toEqual([]);
});

/** Options of node, docker, buildah, apk, gh and multi-gitter, and the flag of COPY, which the guide names, too. */
const foreign = new Set([
  'chown',
  'cpu-prof',
  'dry-run',
  'experimental-vm-modules',
  'isolation',
  'permission',
  'title',
  'user',
  'virtual',
]);

test.each(
  ['README.md', ...readdirSync(`${root}/docs`).map((name) => `docs/${name}`)].filter((name) =>
    name.endsWith('.md'),
  ),
)('%s names no option of ours that does not exist', (page) => {
  const text = readFileSync(`${root}/${page}`, 'utf8');
  const ours = [...text.matchAll(/(?:slim-dockerfile|`)(?: [^`\n|]*?)?(--[a-z][a-z-]*)/g)].map(
    ([, name = '']) => name.slice(2),
  );
  expect(ours.filter((name) => !Object.hasOwn(known, name) && !foreign.has(name))).toEqual([]);
});
