import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { isDockerfileName } from '../src/run/dockerfile-names.js';
import { buildCommand, command, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const before = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "a.js"]\n';
const files = { 'package.json': '{}', 'a.js': 'process.on("SIGTERM", stop)', '.git/HEAD': '' };

jest.setTimeout(300_000);
beforeAll(buildCommand, 60_000);

/** Runs the command with a preload that ends it at the n-th call to the file system. */
function killedAt(
  cwd: string,
  at: number,
  when: 'before' | 'after',
  more: Readonly<Record<string, string>> = { NODE_DISABLE_COMPILE_CACHE: '1' },
): Promise<{ signal: string | null; told: string }> {
  const preload = fileURLToPath(new URL('./kill-at-call.mjs', import.meta.url));
  const env = { KILL_AT: String(at), KILL_WHEN: when, ...more };
  const words = ['--import', pathToFileURL(preload).href, command, '-w', 'Dockerfile'];
  return finished(spawn(process.execPath, words, { cwd, env: { PATH: process.env.PATH, ...env } }));
}

function finished(child: ChildProcess): Promise<{ signal: string | null; told: string }> {
  let told = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (told += text));
  return new Promise((resolve) => {
    child.on('close', (_, signal) => resolve({ signal, told }));
  });
}

describe('a process that is killed while it writes', () => {
  onUnix('leaves the old text or the new one, whole, with its mode, at every step', async () => {
    const cwd = temporaryFolder({ ...files, 'docker/Dockerfile': before });
    const path = join(cwd, 'docker/Dockerfile');
    const link = join(cwd, 'Dockerfile');
    symlinkSync('docker/Dockerfile', link);
    chmodSync(path, 0o640);
    const { told } = await killedAt(cwd, 0, 'before');
    const after = readFileSync(path, 'utf8');
    expect(after).toContain('USER node');
    const calls = Number(/calls: (\d+)/.exec(told)?.[1]);
    expect(calls).toBeGreaterThan(8);
    const seen = new Set<string>();
    // Before each call is after the one before it; behind the last one nothing comes.
    for (let at = 1; at <= calls + 1; at += 1) {
      writeFileSync(path, before);
      const { signal } = await killedAt(cwd, Math.min(at, calls), at > calls ? 'after' : 'before');
      expect({ at, signal }).toEqual({ at, signal: 'SIGKILL' });
      const text = readFileSync(path, 'utf8');
      expect([before, after]).toContain(text);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(lstatSync(path).mode & 0o777).toBe(0o640);
      seen.add(text);
      clean(join(cwd, 'docker'));
    }
    expect(seen.size).toBe(2);
    expect((await runCommand(['-w', 'Dockerfile'], { cwd })).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(after);
  });

  onUnix('leaves kept code that the next run can use, or none', async () => {
    const cwd = temporaryFolder({ ...files, Dockerfile: before });
    const { code, out } = await runCommand(['Dockerfile'], { cwd });
    const { told } = await killedAt(cwd, 0, 'before', keptIn(temporaryFolder()));
    const calls = Number(/calls: (\d+)/.exec(told)?.[1]);
    expect(calls).toBeGreaterThan(3);
    for (let at = 1; at <= calls; at += 1) {
      const caches = temporaryFolder();
      writeFileSync(join(cwd, 'Dockerfile'), before);
      const { signal } = await killedAt(cwd, at, 'before', keptIn(caches));
      expect({ at, signal }).toEqual({ at, signal: 'SIGKILL' });
      writeFileSync(join(cwd, 'Dockerfile'), before);
      expect(await runCommand(['Dockerfile'], { cwd, env: keptIn(caches) })).toMatchObject({
        code,
        out,
      });
    }
  });
});

function keptIn(caches: string): Readonly<Record<string, string>> {
  return { XDG_CACHE_HOME: caches, KILL_IN: caches };
}

/** What a killed process leaves beside the file is a temporary file, which no search takes for a Dockerfile. */
function clean(folder: string): void {
  const left = readdirSync(folder).filter((name) => name !== 'Dockerfile');
  for (const name of left) {
    expect(name).toMatch(/^Dockerfile\.\d+$/);
    expect(isDockerfileName(name)).toBe(false);
    rmSync(join(folder, name));
  }
}

test('several processes on one file leave one whole result', async () => {
  const cwd = temporaryFolder({ ...files, Dockerfile: before });
  const all = await Promise.all(Array.from({ length: 4 }, () => runCommand(['-w', '.'], { cwd })));
  const text = readFileSync(join(cwd, 'Dockerfile'), 'utf8');
  expect(text).toContain('USER node');
  // Who comes late says that another one was there, or has nothing to do.
  for (const { code, told } of all)
    expect(told).toMatch(code === 0 ? /^(?!error)/ : /was changed by another program/);
  expect(readdirSync(cwd).toSorted()).toEqual(['.git', 'Dockerfile', 'a.js', 'package.json']);
  const again = await runCommand(['-w', '.'], { cwd });
  expect(again).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(text);
});

describe('a name', () => {
  const names = [
    '-w.Dockerfile',
    '--help.Dockerfile',
    'a b.Dockerfile',
    "it's $(x) `y`.Dockerfile",
  ];
  const odd = [
    'a\nb.Dockerfile',
    'a"b\\.Dockerfile',
    '*.Dockerfile',
    '[ab].Dockerfile',
    'é\u0301😀.Dockerfile',
  ];
  onUnix.each([...names, ...odd])('of %j is found, named and written', async (name) => {
    const cwd = temporaryFolder({ ...files, [name]: before });
    expect(await runCommand(['--check', '.'], { cwd })).toMatchObject({ code: 1 });
    expect(await runCommand(['-w', '--', name], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, name), 'utf8')).toContain('USER node');
  });
});

onUnix(
  'a working folder that is gone, and one for temporary files that is not there, are told',
  async () => {
    const cwd = temporaryFolder({ 'a/.git/HEAD': '' });
    const words = [
      '-c',
      'mkdir b; cd b; rmdir ../b; exec "$0" "$@"',
      process.execPath,
      command,
      '.',
    ];
    const gone = await finished(spawn('sh', words, { cwd }));
    expect(gone.told).toBe(
      'slim-dockerfile: The folder in which you are does not exist any more.\n',
    );
    const env = { TMPDIR: join(cwd, 'nowhere') };
    expect(await runCommand(['repos', 'a'], { cwd, env })).toMatchObject({
      code: 2,
      told: expect.stringMatching(
        /^slim-dockerfile: There is no folder for temporary files: \S+nowhere: it does not exist\./,
      ),
    });
  },
);

test('50,000 files around a Dockerfile are no hindrance', async () => {
  const cwd = temporaryFolder({ ...files, Dockerfile: before });
  for (let folder = 0; folder < 50; folder += 1) {
    mkdirSync(join(cwd, `d${folder}`));
    for (let at = 0; at < 1000; at += 1) writeFileSync(join(cwd, `d${folder}/f${at}.txt`), '');
  }
  const started = performance.now();
  const { code, out } = await runCommand(['.'], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('+USER node');
  expect(performance.now() - started).toBeLessThan(60_000);
});
