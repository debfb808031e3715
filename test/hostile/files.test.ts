import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import { folderWith, patience, project, told } from './project.js';

const onUnix = process.platform === 'win32' ? test.skip : test;

const broken = (path: string, why: RegExp) =>
  expect.objectContaining({
    rule: 'file/broken-project-file',
    because: expect.stringMatching(new RegExp(`^${path} ${why.source}`)),
  });

jest.setTimeout(60_000);
beforeAll(buildCommand, 60_000);

describe('what stands where a file should be', () => {
  onUnix.each(['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'])(
    'a named pipe as %s is told and not waited for',
    async (name) => {
      const cwd = folderWith({}, [name]);
      execFileSync('mkfifo', [join(cwd, name)]);
      const { code, all } = await told(cwd);
      expect(code).toBe(0);
      expect(all).toContainEqual(broken(name, /was not read: it is no regular file/));
    },
    patience,
  );

  onUnix.each(['.gitignore', '.dockerignore', 'compose.yml', '.prettierrc', '.editorconfig'])(
    'a named pipe as %s counts as absent',
    async (name) => {
      const plain = await told(folderWith());
      const cwd = folderWith();
      execFileSync('mkfifo', [join(cwd, name)]);
      expect(await told(cwd)).toEqual(plain);
    },
    patience,
  );

  onUnix(
    'a link to a device without end is not read',
    async () => {
      const cwd = folderWith({}, ['package.json']);
      symlinkSync('/dev/zero', join(cwd, 'package.json'));
      expect((await told(cwd)).all).toContainEqual(broken('package.json', /was not read: it is a/));
    },
    patience,
  );

  onUnix(
    'a named pipe as Dockerfile is no Dockerfile',
    async () => {
      const cwd = folderWith({}, ['Dockerfile']);
      execFileSync('mkfifo', [join(cwd, 'Dockerfile')]);
      expect(await runCommand(['.'], { cwd })).toMatchObject({ code: 2 });
      const named = await runCommand(['Dockerfile'], { cwd });
      expect(named).toMatchObject({ code: 2 });
      expect(named.told).toMatch(/Dockerfile is no regular file/);
    },
    patience,
  );

  test(
    'a lockfile of 200 MB is not read, and the user is told',
    async () => {
      const cwd = folderWith({ 'package-lock.json': '{' });
      truncateSync(join(cwd, 'package-lock.json'), 200_000_000);
      expect((await told(cwd)).all).toContainEqual(
        broken('package-lock.json', /was not read: it is larger than 20 MB/),
      );
    },
    patience,
  );

  test(
    'a Dockerfile of one line of 10 MB is none',
    async () => {
      const cwd = folderWith({ Dockerfile: `FROM node:22\nRUN ${'a'.repeat(10_000_000)}` });
      expect((await told(cwd)).all).toEqual([
        expect.objectContaining({ because: expect.stringMatching(/larger than any Dockerfile/) }),
      ]);
    },
    patience,
  );
});

describe('links', () => {
  onUnix('out of the repository are not followed, and nothing behind them is told', async () => {
    const elsewhere = temporaryFolder({ secret: 'root:x:0:0:the secret' });
    const cwd = folderWith({}, ['package.json']);
    symlinkSync(join(elsewhere, 'secret'), join(cwd, 'package.json'));
    const { all } = await told(cwd);
    expect(all).toContainEqual(
      broken('package.json', /was not read: it is a link that leads out of the repository/),
    );
    expect(JSON.stringify(all)).not.toContain('root:x');
  });

  onUnix('inside of it are followed', async () => {
    const cwd = folderWith({ 'real.json': project['package.json'] }, ['package.json']);
    symlinkSync('real.json', join(cwd, 'package.json'));
    expect((await told(cwd)).diff).toContain('CMD ["node", "index.js"]');
  });

  onUnix('that a search finds and that lead out are not written through', async () => {
    const text = 'FROM node:22\nCMD ["node", "a.js"]\n';
    const elsewhere = temporaryFolder({ theirs: text });
    const cwd = folderWith({}, ['Dockerfile']);
    symlinkSync(join(elsewhere, 'theirs'), join(cwd, 'Dockerfile'));
    const found = await runCommand(['--write', '.'], { cwd });
    expect(found.told).toMatch(/file\/outside-link[^]*was not followed/);
    expect(readFileSync(join(elsewhere, 'theirs'), 'utf8')).toBe(text);
    const named = await runCommand(['--write', 'Dockerfile'], { cwd });
    expect(named.told).toMatch(/wrote Dockerfile/);
    expect(readFileSync(join(elsewhere, 'theirs'), 'utf8')).not.toBe(text);
  });

  onUnix(
    'in circles end',
    async () => {
      const cwd = folderWith();
      mkdirSync(join(cwd, 'a'));
      symlinkSync('..', join(cwd, 'a/up'));
      symlinkSync('self', join(cwd, 'self'));
      symlinkSync('Dockerfile.loop', join(cwd, 'Dockerfile.loop'));
      const { told: errors } = await runCommand(['.'], { cwd });
      expect(errors).toMatch(/Dockerfile\.loop can't be read: its symbolic links lead in a circle/);
      expect(errors).toMatch(/1 would change/);
    },
    patience,
  );
});
