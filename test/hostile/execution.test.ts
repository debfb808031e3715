import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
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

  onUnix(
    'a work tree whose own configuration of git runs programs is left alone',
    async () => {
      const cwd = temporaryFolder({ 'a/Dockerfile': dockerfile });
      const folder = join(cwd, 'a');
      const git = (...words: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
          cwd: folder,
        });
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'a');
      const program = join(cwd, 'evil');
      writeFileSync(program, `#!/bin/sh\ntouch ${cwd}/sprung\ncat\n`);
      chmodSync(program, 0o755);
      writeFileSync(join(folder, '.git/info/attributes'), 'Dockerfile filter=evil\n');
      for (const [name, value, said] of [
        ['filter.evil.clean', program, 'filter.evil.clean'],
        ['gpg.program', program, 'gpg.program'],
        ['filter.lfs.clean', 'git-lfs clean -- %f', undefined],
      ] as const) {
        git('config', name, value);
        // The file looks changed, so that git would ask the filter.
        writeFileSync(join(folder, 'Dockerfile'), dockerfile);
        const { told } = await runCommand(['repos', 'a', '--branch', 'x', '--commit'], { cwd });
        if (said === undefined) expect(told).toMatch(/a: (?:changed|declined|unchanged)/);
        else expect(told).toContain(`its own configuration of git runs a program (${said})`);
        git('config', '--unset', name);
      }
      expect(existsSync(join(cwd, 'sprung'))).toBe(false);
    },
    60_000,
  );
});
