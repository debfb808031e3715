import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { buildCommand, type Finished, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

beforeAll(buildCommand);

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n';

/** A folder for caches, a project, and runs over it and over many. */
function place(): {
  code: string;
  run(env?: Readonly<Record<string, string>>): Promise<Finished>;
  runMany(): Promise<Finished>;
} {
  const cwd = temporaryFolder({ Dockerfile: dockerfile });
  const caches = temporaryFolder();
  const run = (env = {}): Promise<Finished> =>
    runCommand([], { cwd, env: { XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, ...env } });
  const names = Array.from({ length: 20 }, (_, at) => `${at}/Dockerfile`);
  const folder = temporaryFolder(Object.fromEntries(names.map((name) => [name, dockerfile])));
  const env = { XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
  const runMany = (): Promise<Finished> => runCommand([], { cwd: folder, env });
  return { code: join(caches, 'slim-dockerfile', 'code'), run, runMany };
}

/** The one file of kept code, with what stands before it: a sum, and how many runs had it. */
function kept(code: string): { path: string; bytes: Buffer; runs: number } {
  const [name = '', ...more] = readdirSync(code);
  expect(more).toEqual([]);
  const path = join(code, name);
  const bytes = readFileSync(path);
  return { path, bytes, runs: bytes.readUInt32LE(4) };
}

test('where the folder for caches may have come with a repository, nothing is kept nor taken', async () => {
  const cwd = temporaryFolder({ '.git/HEAD': '', 'a/Dockerfile': dockerfile });
  for (const [folder, caches] of [
    [cwd, join(cwd, '.cache')],
    [join(cwd, 'a'), join(cwd, '.cache')],
    [join(cwd, 'a'), '.cache'],
  ] as const) {
    const env = { XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
    expect((await runCommand([], { cwd: folder, env })).code).toBe(0);
    expect([existsSync(join(cwd, '.cache')), existsSync(join(cwd, 'a/.cache'))]).toEqual([
      false,
      false,
    ]);
  }
  const loose = temporaryFolder({ Dockerfile: dockerfile });
  const env = { XDG_CACHE_HOME: join(loose, '.cache'), LOCALAPPDATA: join(loose, '.cache') };
  expect((await runCommand([], { cwd: loose, env })).code).toBe(0);
  expect(existsSync(join(loose, '.cache'))).toBe(false);
});

test('a run keeps what was compiled for the next, and says the same with it', async () => {
  const { code, run } = place();
  const first = await run();
  expect(first.code).toBe(0);
  const { path, bytes } = kept(code);
  expect(bytes.length).toBeGreaterThan(100_000);
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(code).mode & 0o777).toBe(0o700);
  }
  for (const runs of [2, 3, 4]) {
    expect(await run()).toEqual(first);
    expect(kept(code).runs).toBe(runs);
  }
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['a block that the disk lost', (bytes) => bytes.fill(0, 40_960, 45_056)],
  ['an end that the disk lost', (bytes) => bytes.fill(0, bytes.length / 2)],
  ['the end missing', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['nothing in it', () => Buffer.alloc(0)],
])('kept code with %s is not used, and made anew', async (_, damage) => {
  const { code, run } = place();
  const first = await run();
  const { path, bytes } = kept(code);
  writeFileSync(path, damage(Buffer.from(bytes)));
  expect(await run()).toEqual(first);
  expect(kept(code).runs).toBe(1);
  expect(kept(code).bytes.length).toBeGreaterThan(100_000);
});

test('a run over many files and one over a single file take what the other kept', async () => {
  const { code, run, runMany } = place();
  const single = await run();
  // What was made under other settings of the engine is refused, and the counting begins anew.
  await runMany();
  expect(kept(code).runs).toBe(2);
  expect(await run()).toEqual(single);
  expect(kept(code).runs).toBe(3);
  rmSync(code, { recursive: true });
  const many = await runMany();
  expect(kept(code).runs).toBe(1);
  expect(await run()).toEqual(single);
  expect(kept(code).runs).toBe(2);
  expect(await runMany()).toEqual(many);
  expect(kept(code).runs).toBe(3);
});

test('code that others may write is not used', async () => {
  if (process.platform === 'win32') return;
  const { code, run } = place();
  const first = await run();
  chmodSync(kept(code).path, 0o666);
  expect(await run()).toEqual(first);
  expect(kept(code).runs).toBe(1);
  expect(statSync(kept(code).path).mode & 0o777).toBe(0o600);
});

test('code of older versions goes with the first that is kept of this one', async () => {
  const { code, run } = place();
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, '0123456789abcdef-v20.0.0-x64'), 'old');
  await run();
  expect(kept(code).bytes.length).toBeGreaterThan(100_000);
});

test('where no cache can be written all is the same', async () => {
  const caches = temporaryFolder({ 'slim-dockerfile': 'a file' });
  const { run } = place();
  expect(await run({ XDG_CACHE_HOME: caches, LOCALAPPDATA: caches })).toEqual(await run());
});

test.each(['NODE_DISABLE_COMPILE_CACHE', 'NODE_V8_COVERAGE'])(
  '%s: nothing is kept',
  async (name) => {
    const { code, run } = place();
    const { code: exit } = await run({ [name]: temporaryFolder() });
    expect(exit).toBe(0);
    expect(existsSync(code)).toBe(false);
  },
);
