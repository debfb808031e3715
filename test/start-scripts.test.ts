import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from '../src/dockerfile/index.js';
import { memoryFiles, projectOf } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { dropNpm } from '../transforms/drop-npm/index.js';

const probe =
  'console.log("@" + JSON.stringify([process.argv.slice(2), process.env.A, process.env.C, process.cwd()]))';
const scripts = { inner: 'node probe.js in', list: 'node probe.js 1 && A=$B node probe.js 2' };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slim-start-'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(folder, 'probe.js'), probe);
  const tool = join(folder, 'node_modules/.bin/tool');
  writeFileSync(tool, `#!/usr/bin/env node\n${probe}`);
  chmodSync(tool, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The argument vector that stands in CMD after the rewrite. */
function started(manifest: string): string[] {
  const text = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';
  const files = memoryFiles({ Dockerfile: text, 'package.json': manifest, 'probe.js': 'SIGTERM' });
  const result = rewrite(text, [dropNpm], projectOf(files, 'Dockerfile', parse(text)));
  return JSON.parse(/^CMD (.*)$/m.exec(result.text)?.[1] ?? '[]') as string[];
}

/** What the probes print, and how the command ends. */
function output(program: string, args: readonly string[]): string {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|A$|C$)/i.test(name));
  const env = { ...Object.fromEntries(kept), B: 'two words', HOME: tmpdir() };
  const { stdout, status } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  return [...stdout.split('\n').filter((line) => line.startsWith('@')), status].join('\n');
}

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('what npm runs and what takes its place print the same', () => {
  test.each([
    `node probe.js a "b c" 'd e' f\\ g "" é`,
    'A="x y" C=\'p "q"\' node probe.js',
    'A=$B node probe.js',
    'A="$B z" C=${B:-k} node probe.js $B "$B" $UNSET',
    'A=~/x node probe.js ~',
    'A=1 node probe.js && node probe.js {a,b} *.js',
    'node probe.js first; npm run list',
    'NODE_ENV=production A=1 npm run inner -- --x "y z"',
    'false && node probe.js no; tool $B "q r"',
    'env A=5 C="m n" tool x',
    '[ -n "$B" ] && exec tool',
  ])('%s', (start) => {
    const manifest = JSON.stringify({
      name: 'probe',
      version: '1.0.0',
      scripts: { start, ...scripts },
      dependencies: { tool: '1.0.0' },
    });
    writeFileSync(join(folder, 'package.json'), manifest);
    const [program = '', ...args] = started(manifest);
    expect(program).not.toBe('npm');
    expect(output(program, args)).toBe(output('npm', ['start']));
  });
});
