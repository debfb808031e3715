import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCommand, command, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const dockerfile = (at: number): string =>
  `FROM node:22\nWORKDIR /app\nCOPY . .\nRUN echo ${at}\nCMD ["node", "server.js"]\n`;

const names = Array.from({ length: 60 }, (_, at) => `app-${at}`);

/** Many applications, one of which can't be parsed. */
function many(): string {
  const files = names.map((name, at) => [`${name}/Dockerfile`, dockerfile(at)]);
  const others = { 'app-7/Dockerfile': 'FROM [\n', 'x/mine.mjs': transform };
  return temporaryFolder({ ...Object.fromEntries(files), ...others });
}

const transform = `export default {
  name: 'mine', summary: 'Declines', rules: { no: { title: 'No', explanation: 'No.' } },
  *run(file) {
    if (file.text.includes('echo 33')) process.exit(0);
    yield { outcome: 'declined', rule: 'mine/no', at: file.stages[0].from, because: 'No.' };
  },
};\n`;

const texts = (cwd: string): string[] =>
  names.map((name) => readFileSync(join(cwd, name, 'Dockerfile'), 'utf8'));

beforeAll(buildCommand);

describe('with --jobs', () => {
  test.each([[], ['--format', 'json'], ['--check'], ['--fail-on', 'declined']])(
    'it says what it says without: %s %s',
    async (...words) => {
      const cwd = many();
      const alone = await runCommand(words, { cwd });
      for (const jobs of ['3', 'auto'])
        expect(await runCommand([...words, '--jobs', jobs], { cwd })).toEqual(alone);
    },
  );

  test('it writes what it writes without', async () => {
    const [one, other] = [many(), many()];
    const alone = await runCommand(['--write'], { cwd: one });
    expect(await runCommand(['-w', '-j', '3'], { cwd: other })).toEqual(alone);
    expect(texts(other)).toEqual(texts(one));
    expect(texts(other)[0]).toContain('USER node');
  });

  test('a thread that ends early is told, and the run fails', async () => {
    const cwd = many();
    const { code, told } = await runCommand(['-j', '2', '-t', './x/mine.mjs', '.'], { cwd });
    expect(code).toBe(2);
    expect(told).toContain('a thread ended before its work was done');
  });

  test('a run that is interrupted leaves each file as it was or as it becomes', async () => {
    const cwd = many();
    const child = spawn(process.execPath, [command, '--write', '--jobs', '2'], { cwd });
    child.stderr.once('data', () => child.kill('SIGINT'));
    child.stderr.resume();
    await new Promise((resolve) => child.on('close', resolve));
    const found = texts(cwd);
    const written = found.filter((text) => text.includes('USER node'));
    expect(written.every((text) => text.endsWith('CMD ["node", "server.js"]\n'))).toBe(true);
    const left = found.flatMap((text, at) => (text.includes('USER node') ? [] : [at]));
    for (const at of left) if (at !== 7) expect(found[at]).toBe(dockerfile(at));
    for (const name of names) expect(readdirSync(join(cwd, name))).toEqual(['Dockerfile']);
  });

  test.each(['0', '65', 'two', '1.5'])('%s is no number of threads', async (jobs) => {
    const { code, told } = await runCommand(['--jobs', jobs], { cwd: many() });
    expect([code, told]).toEqual([2, expect.stringContaining(`--jobs ${jobs}`)]);
  });
});
