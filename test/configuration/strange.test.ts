import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCommand, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import { app, config } from './runs.js';

beforeAll(buildCommand, 60_000);

/** What `--config` may be given, and how its refusal begins. */
const strange: readonly (readonly [file: string, text: string | undefined, message: RegExp])[] = [
  ['nowhere.json', undefined, /--config nowhere\.json can't be read: it does not exist\./],
  ['empty.json', '', /empty\.json is empty\./],
  ['blank.json', ' \n', /blank\.json is empty\./],
  ['array.json', '[]', /array\.json: The configuration must be an object, not \[\]\./],
  ['null.json', 'null', /null\.json: The configuration must be an object, not null\./],
  ['text.json', '"x"', /text\.json: The configuration must be an object, not "x"\./],
  ['key.json', '{ "xylophone": 1 }', /key\.json: There is no key "xylophone"\./],
  ['self.json', '{ "extends": "./self.json" }', /self\.json: There is no key "extends"\./],
  ['type.json', '{ "skip": 7 }', /type\.json: "skip" must be a list, not 7\./],
  ['garbage.yml', 'a: [\n\t- {', /garbage\.yml is no JSON/],
  ['nul.json', '{"a":\0}', /nul\.json is no JSON/],
  ['throws.mjs', 'throw new Error("boom")', /throws\.mjs can't be loaded: boom/],
  ['broken.mjs', 'export default {', /broken\.mjs can't be loaded/],
  ['number.mjs', 'export default 7', /number\.mjs: The configuration must be an object, not 7\./],
];

describe('what --config names is told by its name, and nothing is written', () => {
  async function refused(folder: string, file: string, message: RegExp): Promise<void> {
    const { code, out, told } = await runCommand(['--config', file, '--write', '.'], {
      cwd: folder,
    });
    expect(told).toMatch(message);
    expect([code, out]).toEqual([2, '']);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(app.Dockerfile);
  }

  test.each(strange)('%s', async (file, text, message) => {
    await refused(
      temporaryFolder({ ...app, ...(text !== undefined && { [file]: text }) }),
      file,
      message,
    );
  });

  test('a folder', async () => {
    const folder = temporaryFolder({ ...app, 'd/x': '' });
    await refused(folder, 'd', /--config d can't be read: it is a folder\./);
  });

  test('a file of 50 MB, there or where it is looked for', async () => {
    const folder = temporaryFolder({ ...app, 'big.json': '{}', [`sub/${config}`]: '{}' });
    for (const path of ['big.json', `sub/${config}`])
      truncateSync(join(folder, path), 50 * 2 ** 20);
    await refused(folder, 'big.json', /--config big\.json can't be read: it is larger than 1 MB\./);
    const { code, told } = await runCommand(['.'], { cwd: join(folder, 'sub') });
    expect(told).toMatch(/config\.json can't be read: it is larger than 1 MB\./);
    expect(code).toBe(2);
  });

  const onUnix = process.platform === 'win32' ? test.skip : test;
  onUnix.each(['pipe.json', 'pipe.mjs'])('a named pipe, %s', async (file) => {
    const folder = temporaryFolder(app);
    execFileSync('mkfifo', [join(folder, file)]);
    await refused(folder, file, /--config pipe\.\w+ can't be read: it is no regular file\./);
  });

  onUnix('a device', async () => {
    await refused(
      temporaryFolder(app),
      '/dev/zero',
      /--config \/dev\/zero can't be read: it is no regular file\./,
    );
  });
});

test('a byte order mark does not count', async () => {
  const folder = temporaryFolder({ ...app, 'bom.json': '\ufeff{ "skip": ["node-user"] }' });
  const { code, told } = await runCommand(['--config', 'bom.json', '--write', '.'], {
    cwd: folder,
  });
  expect([code, told]).toEqual([0, expect.stringMatching(/wrote Dockerfile/)]);
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).not.toContain('USER');
});
