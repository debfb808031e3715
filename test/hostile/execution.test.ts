import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand, command, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';

jest.setTimeout(60_000);
beforeAll(buildCommand, 60_000);

describe('nothing of a scanned repository is executed', () => {
  /** Everything that some tool takes for code or for a command when it meets it. */
  function trap(): { cwd: string; sprung: string } {
    const cwd = temporaryFolder();
    const sprung = join(cwd, 'sprung');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(sprung)}, '')`;
    const module = `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(sprung)}, '')`;
    const scripts = ['start', 'prestart', 'preinstall', 'postinstall', 'prepare', 'build'];
    const files = {
      Dockerfile: dockerfile,
      'package.json': JSON.stringify({
        main: 'index.js',
        prettier: './evil.cjs',
        scripts: Object.fromEntries(scripts.map((name) => [name, `touch ${sprung}`])),
      }),
      ...Object.fromEntries(
        ['evil', 'index', 'prettier.config', '.prettierrc', 'jest.config', '.pnpmfile'].flatMap(
          (name) => [
            [`${name}.cjs`, code],
            [`${name}.mjs`, module],
            [`${name}.js`, code],
          ],
        ),
      ),
      'node_modules/prettier/index.js': code,
      'node_modules/prettier/package.json': '{"name":"prettier","main":"index.js"}',
      'node_modules/yaml/index.js': code,
      '.yarnrc': `yarn-path "./evil.cjs"\n`,
      '.yarnrc.yml': 'yarnPath: ./evil.cjs\n',
      'compose.yml': `services:\n  a:\n    build: .\n    command: !!js/function "function () { ${code} }"\n`,
      '.git/hooks/post-checkout': `#!/bin/sh\ntouch ${sprung}\n`,
      '.git/HEAD': 'ref: refs/heads/main\n',
    };
    const folder = temporaryFolder(files);
    return { cwd: folder, sprung };
  }

  test('with every report, and no program but node itself on the path', async () => {
    for (const format of ['diff', 'json', 'sarif', 'markdown', 'html', 'summary']) {
      const { cwd, sprung } = trap();
      const { code } = await runCommand(['--format', format, '.'], { cwd, env: { PATH: '' } });
      expect({ format, code }).toEqual({ format, code: 0 });
      expect(existsSync(sprung)).toBe(false);
    }
  }, 120_000);

  // Node itself refuses every child process and every write (nodejs.org/api/permissions.html).
  test('and none is tried: node may read files and nothing else', () => {
    const { cwd, sprung } = trap();
    const flag =
      Number(process.versions.node.split('.')[0]) < 22
        ? '--experimental-permission'
        : '--permission';
    const words = [
      flag,
      '--allow-fs-read=*',
      '--no-warnings',
      command,
      '-q',
      '--format',
      'json',
      '.',
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      cwd,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { totals: { changed: number } }).totals.changed).toBe(1);
    expect(existsSync(sprung)).toBe(false);
  });

  /** A committed repository, and a program that leaves a trace where somebody runs it. */
  function workTree(): { cwd: string; folder: string; program: string; sprung: () => boolean } {
    const cwd = temporaryFolder({ 'a/Dockerfile': dockerfile });
    const folder = join(cwd, 'a');
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'a');
    const program = join(cwd, 'evil');
    writeFileSync(program, `#!/bin/sh\ntouch ${cwd}/sprung\nexit 1\n`);
    chmodSync(program, 0o755);
    return { cwd, folder, program, sprung: () => existsSync(join(cwd, 'sprung')) };
  }

  function git(cwd: string, ...words: string[]): string {
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    return execFileSync('git', [...author, ...words], { cwd, encoding: 'utf8' }).trim();
  }

  const commit = ['--branch', 'x', '--commit'];

  onUnix(
    'a work tree whose own configuration of git runs programs is left alone',
    async () => {
      const { cwd, folder, program, sprung } = workTree();
      writeFileSync(join(folder, '.git/info/attributes'), 'Dockerfile filter=evil\n');
      git(folder, 'config', 'commit.gpgsign', 'true');
      git(folder, 'config', 'gpg.format', 'ssh');
      for (const name of [
        'filter.evil.clean',
        'gpg.program',
        'gpg.ssh.program',
        'gpg.ssh.defaultkeycommand',
        'lfs.extension.evil.clean',
        'hook.evil.command',
      ]) {
        git(folder, 'config', name, program);
        // The file looks changed, so that git would ask the filter.
        writeFileSync(join(folder, 'Dockerfile'), dockerfile);
        const { told } = await runCommand(['repos', 'a', ...commit], { cwd });
        expect(told).toContain(`its own configuration of git runs a program (${name})`);
        git(folder, 'config', '--unset', name);
      }
      git(folder, 'config', 'commit.gpgsign', 'false');
      git(folder, 'config', 'filter.lfs.clean', 'git-lfs clean -- %f');
      const { told } = await runCommand(['repos', 'a'], { cwd });
      expect(told).toMatch(/a: (?:changed|declined|unchanged)/);
      expect(sprung()).toBe(false);
    },
    60_000,
  );

  onUnix('nor do the programs of a submodule run', async () => {
    const { cwd, folder, program, sprung } = workTree();
    git(folder, 'clone', '-q', '.', 'sub');
    git(folder, '-c', 'advice.addEmbeddedRepo=false', 'add', 'sub');
    git(folder, 'commit', '-qm', 'b');
    git(join(folder, 'sub'), 'config', 'filter.evil.clean', program);
    writeFileSync(join(folder, 'sub/.git/info/attributes'), 'Dockerfile filter=evil\n');
    writeFileSync(join(folder, 'sub/Dockerfile'), dockerfile);
    const { told } = await runCommand(['repos', 'a', ...commit], { cwd });
    expect(told).toContain('a: changed');
    expect(sprung()).toBe(false);
  });

  onUnix('nor that which would fetch an object that a partial clone lacks', async () => {
    const { cwd, folder, program, sprung } = workTree();
    const tree = git(folder, 'rev-parse', 'HEAD^{tree}');
    for (const [name, value] of [
      ['remote.origin.url', `file://${folder}`],
      ['remote.origin.uploadpack', program],
      ['remote.origin.promisor', 'true'],
      ['core.repositoryFormatVersion', '1'],
      ['extensions.partialClone', 'origin'],
    ] as const)
      git(folder, 'config', name, value);
    rmSync(join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    const { told } = await runCommand(['repos', 'a', ...commit], { cwd });
    expect(told).toContain('a: failed');
    expect(sprung()).toBe(false);
  });
});

onUnix(
  'files at which git was told not to look are left alone, as links may lead out',
  async () => {
    const elsewhere = temporaryFolder({ Dockerfile: dockerfile });
    const cwd = temporaryFolder({
      'a/file/Dockerfile': dockerfile,
      'a/folder/Dockerfile': dockerfile,
    });
    const folder = join(cwd, 'a');
    const git = (...words: string[]) => execFileSync('git', words, { cwd: folder });
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a');
    git('update-index', '--assume-unchanged', 'file/Dockerfile');
    git('update-index', '--skip-worktree', 'folder/Dockerfile');
    writeFileSync(join(folder, '.git/info/exclude'), 'folder\n');
    rmSync(join(folder, 'file/Dockerfile'));
    symlinkSync(join(elsewhere, 'Dockerfile'), join(folder, 'file/Dockerfile'));
    rmSync(join(folder, 'folder'), { recursive: true });
    symlinkSync(elsewhere, join(folder, 'folder'));
    const { told } = await runCommand(['repos', 'a', '--write'], { cwd });
    expect(told).toContain('a: skipped: it has no Dockerfile');
    expect(readFileSync(join(elsewhere, 'Dockerfile'), 'utf8')).toBe(dockerfile);
  },
);
