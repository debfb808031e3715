import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCommand, command, type Finished, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const app = {
  Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n',
  'package.json': '{ "name": "a", "scripts": { "start": "node server.js" } }\n',
  'package-lock.json': '{ "name": "a", "lockfileVersion": 3, "packages": {} }\n',
  'server.js': 'process.on("SIGTERM", () => process.exit());\n',
};
const done = 'FROM node:22-alpine\nWORKDIR /app\nUSER node\nCMD ["node", "a.js"]\n';

beforeAll(buildCommand);

function run(cwd: string, ...words: string[]): Promise<Finished> {
  return runCommand(words, { cwd });
}

describe('by default', () => {
  test('prints a patch that git applies, tells the rest, and writes nothing', async () => {
    const folder = temporaryFolder(app);
    const { code, out, told } = await run(folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^diff --git a\/Dockerfile b\/Dockerfile\n--- a\/Dockerfile\n/);
    expect(told).toMatch(/^ {2}changed {3}Dockerfile:1 {2}alpine-base\/alpine$/m);
    expect(told).toMatch(/base image about 1,130 MB → 160 MB \(estimate\)/);
    expect(told).toMatch(/\n1 Dockerfile: 1 would change.* Write with --write\.\n$/);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(app.Dockerfile);
    execFileSync('git', ['apply', '-'], { cwd: folder, input: out });
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toMatch(
      /USER node\nCMD \["node", "server.js"\]\n$/,
    );
    expect((await run(folder)).out).toBe('');
  });

  test('is calm where nothing is to be done', async () => {
    const folder = temporaryFolder({
      'a/Dockerfile': done,
      'b/Dockerfile': done,
      Dockerfile: done,
    });
    expect(await run(folder, '-t', 'node-user')).toEqual({
      code: 0,
      out: '',
      told: '3 Dockerfiles, nothing to change.\n',
    });
  });

  test('-q tells errors only', async () => {
    const { out, told } = await run(temporaryFolder(app), '-q');
    expect([out.length > 0, told]).toEqual([true, '']);
  });
});

describe('--write', () => {
  test('writes the file and says so in a line', async () => {
    const folder = temporaryFolder(app);
    const { code, out, told } = await run(folder, '-w', '-t', 'node-user', '-t', 'drop-npm');
    expect([code, out]).toEqual([0, '']);
    expect(told).toBe('wrote Dockerfile: drop-npm, node-user\n1 Dockerfile: 1 rewritten.\n');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toContain('USER node');
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(app).toSorted());
  });
});

describe('options that exclude each other', () => {
  test.each([
    ['--write', '--check'],
    ['--interactive', '--check'],
    ['--config own.json', '--no-config'],
    ['--runtime slim', '--no-slim-fallback'],
  ])('%s and %s', async (one, other) => {
    const { code, told } = await run(temporaryFolder(app), ...one.split(' '), other);
    expect([code, told]).toEqual([
      2,
      expect.stringMatching(new RegExp(`${one.split(' ')[0]}.* and ${other} exclude each other`)),
    ]);
  });
});

describe('standard input', () => {
  const input = '\ufeffFROM node:22\r\nCMD ["node", "a.js"]';

  test('gives a patch, or the new text with --write', async () => {
    const folder = temporaryFolder();
    const patch = await runCommand(['-', '-t', 'drop-npm'], { cwd: folder, input });
    expect(patch.out).toMatch(/^diff --git a\/Dockerfile b\/Dockerfile\n/);
    const text = await runCommand(['-', '-wq', '-t', 'drop-npm'], { cwd: folder, input });
    expect([text.code, text.told]).toEqual([0, '']);
    expect(text.out).toMatch(/^\ufeffFROM node:22\r\nRUN rm -rf [^]*\r\nCMD \["node", "a\.js"\]$/);
  });

  test('that is no Dockerfile gives nothing but the reason', async () => {
    const cwd = temporaryFolder();
    const finished = await runCommand(['-', '-w', '-q'], { cwd, input: 'FROM node:22\nFOO\n' });
    expect(finished).toMatchObject({ code: 2, out: '' });
    expect(finished.told).toBe(
      'error standard input:2 could not be parsed: "FOO" is no instruction of a Dockerfile.\n',
    );
  });

  test('knows its project where --context names it', async () => {
    const cwd = temporaryFolder(app);
    const { told } = await runCommand(['-', '--context', '.'], { cwd, input: app.Dockerfile });
    expect(told).toMatch(/drop-npm\/start-node/);
  });
});

describe('a folder without a Dockerfile', () => {
  test('gives a report that can be read, and the reason', async () => {
    const folder = temporaryFolder({ 'README.md': '' });
    const { code, out, told } = await run(folder, '--format', 'json');
    expect([code, JSON.parse(out)]).toMatchObject([2, { files: [], totals: { files: 0 } }]);
    expect(told).toMatch(/^slim-dockerfile: There is no Dockerfile in /);
    await run(folder, '--format', 'sarif', '--output', 'report.sarif');
    const report = readFileSync(join(folder, 'report.sarif'), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ runs: [{ results: [] }] });
  });
});

describe('exit codes', () => {
  const foreign = { Dockerfile: 'FROM example.com/x\nCMD ["npm", "start"]\n' };

  test.each([
    ['0 where nothing would change', { Dockerfile: done }, ['--check', '-t', 'node-user'], 0],
    ['1 where something would change', app, ['--check'], 1],
    ['0 where something was declined', foreign, ['--check'], 0],
    ['1 where something was declined and must not be', foreign, ['--fail-on', 'declined'], 1],
    ['1 for the rule that is named', foreign, ['--fail-on', 'declined:drop-npm/foreign-base'], 1],
    ['0 for another rule', foreign, ['--fail-on', 'declined:file/onbuild'], 0],
    ['2 where a named file can’t be parsed', { Dockerfile: 'FOO\n' }, ['Dockerfile'], 2],
    ['0 where a found file can’t be parsed', { Dockerfile: 'FOO\n' }, [], 0],
    [
      '1 where that must not be',
      { Dockerfile: 'FOO\n' },
      ['--fail-on', 'declined:file/parse-error'],
      1,
    ],
    [
      '2 rather than 1',
      { ...app, 'Dockerfile.b': 'FOO\n' },
      ['--check', 'Dockerfile', 'Dockerfile.b'],
      2,
    ],
  ])('%s', async (_, files, words, code) => {
    expect((await run(temporaryFolder(files), ...words)).code).toBe(code);
  });

  test('--check prints the summary only', async () => {
    const { out, told } = await run(temporaryFolder(app), '--check');
    expect([out, told]).toEqual(['', expect.stringMatching(/would change/)]);
  });
});

describe('wrong use is told in a sentence, with what to do', () => {
  test.each([
    [['nowhere'], /^slim-dockerfile: nowhere does not exist\.\n$/],
    [['-t', 'alpine-bass'], /no transform "alpine-bass"\. Did you mean alpine-base\?/],
    [['--skip', 'split-stage'], /Did you mean split-stages\?/],
    [['-t', './mine.mjs'], /There is no file \.\/mine\.mjs/],
    [['-t', './server.js'], /\.\/server\.js exports no transform/],
    [['-t', 'drop-npm', '--skip', 'drop-npm'], /No transform is left to run/],
    [['--formt', 'json'], /no option --formt\.\n {2}Did you mean --format\?/],
    [['--xylophone'], /no option --xylophone\.\n {2}See slim-dockerfile --help\./],
    [['--format', 'xml'], /--format can't be "xml"\.\n {2}It is one of diff, summary, json, /],
    [['--runtime'], /^slim-dockerfile: --runtime needs a value\.\n {2}See/],
    [['-o'], /^slim-dockerfile: -o needs a value\.\n/],
    [['--explain', 'xylophone'], /There is no rule "xylophone"\.\n/],
    [['--fail-on', 'changed'], /Write --fail-on declined or --fail-on declined:RULE/],
    [['--fail-on', 'declined:drop-npm/nees-npm'], /Did you mean drop-npm\/needs-npm\?/],
    [['--explain', 'needs-npn'], /Did you mean drop-npm\/needs-npm\?/],
    [['--context', 'nowhere'], /--context nowhere: that folder does not exist/],
    [['-o', 'Dockerfile'], /that is a Dockerfile, and the option takes the report/],
    [['-o', 'no/where'], /--output no\/where can't be written: it does not exist/],
  ])('%j', async (words, message) => {
    const folder = temporaryFolder(app);
    const { code, out, told } = await run(folder, ...words);
    expect(told).toMatch(message);
    expect(told).not.toMatch(/\n {4}at /);
    expect([code, out]).toEqual([2, '']);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(app.Dockerfile);
  });
});

describe('formats', () => {
  test('json goes to standard output alone', async () => {
    const { out, told } = await run(temporaryFolder(app), '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      files: [{ path: 'Dockerfile', status: 'changed' }],
    });
    expect(told).toMatch(/^1 Dockerfile: 1 would change.*\n$/);
  });

  test('the summary goes to standard output where it is asked for', async () => {
    const { out, told } = await run(temporaryFolder(app), '--format', 'summary');
    expect(out).toMatch(/^Dockerfile\n {2}changed[^]*\n1 Dockerfile: 1 would change.*\n$/);
    expect(told).toBe('');
  });

  test('-o takes the report', async () => {
    const folder = temporaryFolder(app);
    const { out } = await run(folder, '-o', 'x.patch');
    expect(out).toBe('');
    expect(readFileSync(join(folder, 'x.patch'), 'utf8')).toMatch(/^diff --git/);
  });
});

describe('colours', () => {
  test.each([
    ['none in a pipe', [], {}, false],
    ['none in a pipe of a CI machine', [], { CI: 'true' }, false],
    ['where they are asked for', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['none with NO_COLOR', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['none with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['none with --color never', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
  ])('%s', async (_, words, env, coloured) => {
    const { out, told } = await runCommand(words, { cwd: temporaryFolder(app), env });
    expect([out.includes('\u001b['), told.includes('\u001b[')]).toEqual([coloured, coloured]);
  });
});

test('a closed pipe ends quietly', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`${i}/Dockerfile`, app.Dockerfile]),
  );
  const child = spawn(process.execPath, [command, '-q'], { cwd: temporaryFolder(files) });
  let told = '';
  child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
  });
  expect([code, told]).toEqual([0, '']);
});
