import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '../src/user-error.js';
import { replaceFile } from '../src/machine/write-file.js';
import { isRoot, temporaryFolder } from './temporary-folder.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const asRoot = isRoot ? test : test.skip;
const asUser = isRoot ? test.skip : onUnix;

describe('a file is replaced', () => {
  test('whole, byte for byte, and nothing else stays in its folder', async () => {
    const folder = temporaryFolder({ Dockerfile: '\ufeffFROM node:20\r\n' });
    const path = join(folder, 'Dockerfile');
    await replaceFile(path, '\ufeffFROM node:20\r\n', '\ufeffFROM node:20-alpine\r\n# é');
    expect(readFileSync(path)).toEqual(Buffer.from('\ufeffFROM node:20-alpine\r\n# é'));
    expect(readdirSync(folder)).toEqual(['Dockerfile']);
  });

  onUnix('with the mode that it had', async () => {
    const path = join(temporaryFolder({ Dockerfile: 'a' }), 'Dockerfile');
    chmodSync(path, 0o664);
    await replaceFile(path, 'a', 'b');
    expect(statSync(path).mode & 0o777).toBe(0o664);
  });

  asRoot('with the owner that it had', async () => {
    const path = join(temporaryFolder({ Dockerfile: 'a' }), 'Dockerfile');
    chownSync(path, 1000, 1001);
    await replaceFile(path, 'a', 'b');
    expect(statSync(path)).toMatchObject({ uid: 1000, gid: 1001 });
  });

  onUnix('behind a symbolic link, which stays a link', async () => {
    const folder = temporaryFolder({ 'docker/api.Dockerfile': 'a' });
    const link = join(folder, 'Dockerfile');
    symlinkSync('docker/api.Dockerfile', link);
    await replaceFile(link, 'a', 'b');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'docker/api.Dockerfile'), 'utf8')).toBe('b');
  });
});

describe('a file is left as it is', () => {
  async function refusal(path: string, before = 'a'): Promise<string> {
    const error: unknown = await replaceFile(path, before, 'b').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }

  test('when another program changed it meanwhile', async () => {
    const path = join(temporaryFolder({ Dockerfile: 'theirs' }), 'Dockerfile');
    expect(await refusal(path)).toMatch(/was changed by another program .* nothing was written/);
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });

  test('when it is read-only, for root too', async () => {
    const path = join(temporaryFolder({ Dockerfile: 'a' }), 'Dockerfile');
    chmodSync(path, 0o444);
    expect(await refusal(path)).toBe(`${path} is read-only; it was left as it is.`);
    expect(readFileSync(path, 'utf8')).toBe('a');
    chmodSync(path, 0o644);
  });

  test('when it is gone', async () => {
    expect(await refusal(join(temporaryFolder(), 'Dockerfile'))).toMatch(/it does not exist/);
  });

  asUser('when its folder takes no new file', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': 'a' });
    chmodSync(join(folder, 'a'), 0o555);
    expect(await refusal(join(folder, 'a/Dockerfile'))).toMatch(/its folder can't take a new file/);
    chmodSync(join(folder, 'a'), 0o755);
  });

  const canMount = isRoot && process.platform === 'linux' && mounts();
  (canMount ? test : test.skip)('when the disk is full: never half of it', async () => {
    const disk = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
    try {
      const path = join(disk, 'Dockerfile');
      writeFileSync(path, 'a'.repeat(3000));
      const error: unknown = await replaceFile(path, 'a'.repeat(3000), 'b'.repeat(20_000)).catch(
        (thrown: unknown) => thrown,
      );
      expect((error as UserError).message).toMatch(/can't be written: the disk is full/);
      expect(readFileSync(path, 'utf8')).toBe('a'.repeat(3000));
      expect(readdirSync(disk)).toEqual(['Dockerfile']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

/** Containers seldom let root mount. */
function mounts(): boolean {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk], { stdio: 'ignore' });
    execFileSync('umount', [disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
