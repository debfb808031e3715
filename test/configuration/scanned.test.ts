import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import { at, config, rulesOf } from './runs.js';

// A machine that does much else takes long to start a process.
jest.setTimeout(30_000);
beforeAll(buildCommand);

describe('code of a scanned folder is not run', () => {
  const bomb = (file: string) => `import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(file)}, 'run');
export default { skip: ['alpine-base'] };
`;
  const trace = join(temporaryFolder(), 'trace');
  const script = { 'api/slim-dockerfile.config.mjs': bomb(trace) };

  test('a script beside a Dockerfile below is told and not run', async () => {
    const folder = temporaryFolder({ ...at('api'), ...script });
    const rules = await rulesOf(folder);
    expect(rules).toEqual(expect.arrayContaining(['file/config-not-run', 'alpine-base/alpine']));
    expect(existsSync(trace)).toBe(false);
    const { told } = await runCommand([], { cwd: folder });
    expect(told).toMatch(/api\/slim-dockerfile\.config\.mjs is a program in a scanned folder/);
  });

  test('nor one of a folder elsewhere', async () => {
    const folder = temporaryFolder({ ...at('api'), ...script });
    expect(await rulesOf(temporaryFolder(), join(folder, 'api'))).toContain('file/config-not-run');
    expect(existsSync(trace)).toBe(false);
  });

  test('where the user stands it is run, and where --config names it', async () => {
    const folder = temporaryFolder({ ...at('api'), ...script });
    expect(await rulesOf(join(folder, 'api'))).not.toContain('alpine-base/alpine');
    expect(existsSync(trace)).toBe(true);
    rmSync(trace);
    // A module is loaded once in a process.
    const other = temporaryFolder({ ...at('api'), ...script });
    const named = ['--config', 'api/slim-dockerfile.config.mjs'];
    expect(await rulesOf(other, ...named)).not.toContain('alpine-base/alpine');
    expect(existsSync(trace)).toBe(true);
    rmSync(trace);
  });

  test('under repos not even there', async () => {
    const folder = temporaryFolder({ ...at('.'), 'slim-dockerfile.config.mjs': bomb(trace) });
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'a');
    const { code, told } = await runCommand(['repos', '.'], { cwd: folder });
    expect([code, told]).toEqual([
      2,
      expect.stringMatching(/a script in a repository that is scanned/),
    ]);
    const { out } = await runCommand(['repos', folder, '--format', 'json'], {
      cwd: temporaryFolder(),
    });
    expect(out).toMatch(/file\/config-not-run/);
    expect(existsSync(trace)).toBe(false);
  });

  test('a transform that a scanned JSON names by its path is told and not run', async () => {
    const json = '{ "transforms": ["./mine.mjs", "node-user"] }';
    const folder = temporaryFolder({
      ...at('api'),
      [`api/${config}`]: json,
      'api/mine.mjs': bomb(trace),
    });
    const rules = await rulesOf(folder);
    expect(rules).toEqual(expect.arrayContaining(['file/config-not-run', 'node-user/run-as-node']));
    expect(rules).not.toContain('alpine-base/alpine');
    expect(existsSync(trace)).toBe(false);
  });

  test('a scanned JSON is read, over the configuration of the user', async () => {
    const folder = temporaryFolder({
      [config]: '{ "runtime": "slim", "skip": ["drop-npm"] }',
      ...at('api'),
      [`api/${config}`]: '{ "runtime": "official", "skip": ["node-user"] }',
      ...at('web'),
    });
    const api = await rulesOf(folder, 'api');
    expect(api).toContain('alpine-base/alpine');
    expect(api.some((rule) => /^(?:node-user|drop-npm)/.test(rule))).toBe(false);
    expect(await rulesOf(folder, 'web')).toContain('alpine-base/slim');
  });

  test('a scanned JSON that is wrong fails its file and no other', async () => {
    const folder = temporaryFolder({
      ...at('a'),
      [`a/${config}`]: '{ "runtme": "slim" }',
      ...at('b'),
      [`b/${config}`]: '{ "context": "../../.." }',
      ...at('c'),
    });
    const { code, out, told } = await runCommand([], { cwd: folder });
    expect(code).toBe(2);
    expect(told).toMatch(
      /a\/slim-dockerfile\.config\.json: There is no key "runtme"\. Did you mean "runtime"\?/,
    );
    expect(told).toMatch(/b\/slim-dockerfile\.config\.json: "context" leads out of the repository/);
    expect(out.match(/^diff --git .*$/gm)).toEqual(['diff --git a/c/Dockerfile b/c/Dockerfile']);
  });
});
