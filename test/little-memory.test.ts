import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { buildCommand, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

beforeAll(buildCommand);

/** Tells at the end how many bytes the engine has for objects of the moment. */
const probe = `process.on('exit', () => {
  const spaces = require('node:v8').getHeapSpaceStatistics();
  console.error('young', spaces.find((space) => space.space_name === 'new_space').space_size);
});`;

const dockerfile = (at: number): string =>
  `FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN echo ${at} && npm run build\nCMD ["npm", "start"]\n`;

test('hundreds of files leave little memory for new objects, and the compiled code fit for the next run', async () => {
  const names = Array.from({ length: 300 }, (_, at) => `app-${at}/Dockerfile`);
  const files = Object.fromEntries(names.map((name, at) => [name, dockerfile(at)]));
  const cwd = temporaryFolder({ ...files, 'probe.cjs': probe });
  const caches = temporaryFolder();
  const env = {
    NODE_OPTIONS: `--require ${join(cwd, 'probe.cjs')}`,
    XDG_CACHE_HOME: caches,
    LOCALAPPDATA: caches,
  };
  for (const runs of [1, 2]) {
    const { code, told } = await runCommand(['--format', 'json'], { cwd, env });
    expect(code).toBe(0);
    // Without a limit it is 32 MB and more.
    const [, bytes] = /^young (\d+)$/m.exec(told) ?? [];
    expect(Number(bytes)).toBeLessThan(20 * 2 ** 20);
    const kept = join(caches, 'slim-dockerfile', 'code');
    const [name = ''] = readdirSync(kept);
    expect(readFileSync(join(kept, name)).readUInt32LE(4)).toBe(runs);
  }
}, 60_000);
