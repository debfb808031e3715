import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCommand, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';

beforeAll(buildCommand);

const files = { Dockerfile: 'FROM node:22\nCMD ["npm", "start"]\n', 'package.json': '{}' };

async function told(...words: string[]): Promise<[number | null, string]> {
  const cwd = temporaryFolder(files);
  // The folder of node alone: no engine is found there.
  const env = { PATH: dirname(process.execPath) };
  const { code, told: text } = await runCommand(['verify', ...words], { cwd, env });
  return [code, text];
}

describe('verify refuses in words', () => {
  test.each<[string, string[], RegExp]>([
    [
      'an engine that is not there',
      ['--engine', '/no/engine'],
      /\/no\/engine is not installed\.\n {2}Install Docker/,
    ],
    [
      'a program that is no engine',
      ['--engine', process.execPath],
      /calls itself "v\d+.*", which is none of docker, podman, buildah/,
    ],
    ['a port that is none', ['--port', 'http'], /--port http: that is no number from 1 to 65535/],
    ['a time that is none', ['--timeout', '0'], /--timeout 0: that is no number/],
    [
      'a variable without a value',
      ['--env', 'HOME'],
      /--env HOME: there is no value.\n {2}Write --env NAME=value/,
    ],
    ['a command that needs a shell', ['--command', 'a && b'], /more than one plain command/],
    ['options of the rewrite alone', ['--write'], /There is no option --write/],
  ])('%s', async (_, words, expected) => {
    const [code, text] = await told(...words);
    expect(text).toMatch(expected);
    expect(code).toBe(2);
  });
});

test('verify --help shows its options, and none that it has no use for', async () => {
  const { code, out } = await runCommand(['verify', '--help'], { cwd: temporaryFolder() });
  expect(code).toBe(0);
  for (const word of ['--against', '--engine', '--runtime', '--build-arg', 'Exit codes:'])
    expect(out).toContain(word);
  expect(out).not.toMatch(/--(?:write|check|fail-on|list|explain)\b/);
});

test('the workflow runs the scripts that there are', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const workflow = readFileSync(`${root}.github/workflows/test.yml`, 'utf8');
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    scripts: Record<string, string>;
  };
  const called = [...workflow.matchAll(/npm (?:run )?(test(?::\w+)?)/g)].map(([, name]) => name);
  expect(new Set(called)).toEqual(new Set(['test', 'test:e2e']));
  for (const name of called) expect(scripts).toHaveProperty([name ?? '']);
});
