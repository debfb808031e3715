import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from '../src/dockerfile/index.js';
import { unknownProject } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { defaultOptions } from '../src/transform.js';
import { transforms } from '../transforms/index.js';
import { temporaryFolder } from './temporary-folder.js';

const alpine = transforms.filter(({ name }) => name === 'alpine-base');

const word = fc.constantFrom(
  'apt-get update',
  'apt-get install -y git',
  'apt-get clean',
  'rm -rf /var/lib/apt/lists/*',
  'echo a',
  'echo b',
  'false',
  'test a = b',
  '(apt-get update && echo c)',
  'if false; then apt-get update; else apt-get install -y jq; fi',
);
const joint = fc.constantFrom(' && ', ' || ', '; ', ' && ');
const script = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(word, joint), { minLength: 1, maxLength: 5 }), word)
  .map(([errexit, parts, last]) => (errexit ? 'set -e; ' : '') + parts.flat().join('') + last);

/** The script of the only RUN after the rewrite; an empty one where the RUN went. */
function onAlpine(text: string): string {
  const file = `FROM node:22\nRUN ${text}\nCMD ["node", "a.js"]\n`;
  const options = { ...defaultOptions, assumePureJs: true };
  const result = rewrite(file, alpine, unknownProject, options);
  expect(result.declined).toEqual([]);
  return parse(result.text).instructions.find(({ keyword }) => keyword === 'RUN')?.argument ?? ':';
}

/** What the scripts print and how they end, one after another in one shell. */
function outcomes(folder: string, scripts: readonly string[]): string[] {
  const all = scripts.map((one) => `sh -c '${one}'; echo "= $?"`).join('\n');
  const { stdout } = spawnSync('sh', {
    input: all,
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH']}` },
  });
  return stdout.split(/(?<== \d+)\n/);
}

test('chains without what apk needs not print and end as before', () => {
  const folder = temporaryFolder();
  const tool = '#!/bin/sh\ncase "$*" in *git|*jq) echo "installs ${*##* }";; esac\n';
  for (const name of ['apt-get', 'apk']) {
    writeFileSync(join(folder, name), tool);
    chmodSync(join(folder, name), 0o755);
  }
  const scripts = fc.sample(script, { numRuns: 120, seed: 7 });
  const rewritten = scripts.map(onAlpine);
  expect(rewritten.join('\n')).not.toContain('apt-get');
  const [before, after] = [outcomes(folder, scripts), outcomes(folder, rewritten)];
  const different = scripts.filter((_, index) => before[index] !== after[index]);
  expect(different.map((one) => `${one}  →  ${onAlpine(one)}`)).toEqual([]);
});
