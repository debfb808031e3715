import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { buildCommand, command, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import { testImage, usableEngine, wantedEngine } from './engine.js';

// Everything here is built and run by the real engine of the machine.
const engine = await usableEngine();
const whenUsable = typeof engine === 'string' ? describe.skip : describe;
if (typeof engine === 'string') console.warn(`verify is not tested with a real engine: ${engine}`);

jest.setTimeout(300_000);
beforeAll(buildCommand);

const port = 38_211;
const server = `
const { createServer } = require('node:http');
process.on('SIGTERM', () => process.exit(0));
createServer((_, response) => response.end('hello')).listen(process.env.PORT);
`;
const good = `FROM ${testImage}
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm
WORKDIR /app
COPY . .
ENV PORT=${port} GREETING=hello
LABEL team=web
EXPOSE ${port}
VOLUME /data
USER node
CMD ["node", "server.js"]
`;

/** A repository whose last commit has one Dockerfile, and whose work tree has another. */
function repository(original: string, rewritten: string): string {
  const cwd = temporaryFolder({
    Dockerfile: original,
    'server.js': server,
    'package.json': '{ "name": "app" }',
  });
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { cwd });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'original');
  writeFileSync(join(cwd, 'Dockerfile'), rewritten);
  return cwd;
}

const schemaPath = fileURLToPath(new URL('../../docs/verify.schema.json', import.meta.url));
const schema = new Ajv2020({ strictTypes: false }).compile(
  JSON.parse(readFileSync(schemaPath, 'utf8')) as object,
);

const chosen = wantedEngine === undefined ? [] : ['--engine', wantedEngine];
const verifyWords = ['verify', ...chosen, '--against', 'HEAD', '--timeout', '15'];

async function verified(original: string, rewritten: string, ...more: string[]) {
  const cwd = repository(original, rewritten);
  const words = [...verifyWords, '--format', 'json', ...more];
  const { code, out, told } = await runCommand(words, { cwd });
  const document = JSON.parse(out);
  schema(document);
  expect(schema.errors).toBeNull();
  const [file] = document.files;
  return { code, file, told, what: (file?.worse ?? []).map((one: { what: string }) => one.what) };
}

whenUsable('a rewrite that is wrong on purpose is caught', () => {
  const silent = '"-e", "setInterval(() => {}, 1000)"]';
  const other = `"-e", "require('http').createServer((_, r) => r.end('other')).listen(${port})"]`;

  test.each<[string[], readonly (readonly [string, string])[]]>([
    [['build'], [['WORKDIR /app', 'RUN false\nWORKDIR /app']]],
    [['answer'], [['"server.js"]', silent]]],
    [['body'], [['"server.js"]', other]]],
    [['exit code', 'answer'], [['"server.js"]', '"missing.js"]']]],
    [
      ['npm', 'user'],
      [
        ['USER node\n', ''],
        ['RUN rm -rf', 'RUN ls'],
      ],
    ],
    [
      ['environment', 'labels', 'ports', 'volumes', 'working directory'],
      [
        ['GREETING=hello', 'GREETING=bye'],
        ['team=web', 'team=none'],
        ['EXPOSE', 'EXPOSE 9999'],
        ['VOLUME /data', ''],
        ['"server.js"]', '"/app/server.js"]'],
        ['USER node', 'WORKDIR /\nUSER node'],
      ],
    ],
  ])('%j', async (expected, edits) => {
    const bad = edits.reduce((text, [from, to]) => text.replace(from, to), good);
    const { code, what } = await verified(good, bad);
    expect(what.toSorted()).toEqual(expected.toSorted());
    expect(code).toBe(1);
  });

  test('exit code and output of a command of its own', async () => {
    const one = await verified(
      good,
      good.replace('GREETING=hello', 'GREETING=bye'),
      '--command',
      `node -p process.env.GREETING`,
    );
    expect(one.what).toEqual(['environment', 'output']);
  });
});

whenUsable('two versions that do the same', () => {
  test('are the same, with the measures of both', async () => {
    const { code, file, told } = await verified(good, `# no comment\n${good}`);
    expect(told).toContain('same: ');
    expect(file).toMatchObject({
      verdict: 'same',
      worse: [],
      before: {
        npm: false,
        image: { user: 'node', workdir: '/app', ports: [`${port}/tcp`], labels: { team: 'web' } },
        run: { answer: { status: 200 }, user: '1000' },
      },
    });
    expect(file.after.image.bytes).toBeGreaterThan(50e6);
    expect(file.after.run.stopSeconds).toBeLessThan(5);
    expect(file.logs).toBeUndefined();
    expect(code).toBe(0);
  });

  test('prove nothing where the original does not build, or nothing answers', async () => {
    const broken = good.replace('COPY . .', 'RUN false');
    const one = await verified(broken, good);
    expect([one.code, one.file.verdict]).toEqual([2, 'unproven']);
    expect(one.told).toContain('the original does not build here, before any rewrite');
    const deaf = good.replace('"server.js"]', '"-e", "setInterval(() => {}, 1000)"]');
    const other = await verified(deaf, `# no comment\n${deaf}`, '--timeout', '2');
    expect([other.code, other.file.verdict]).toEqual([2, 'unproven']);
  });
});

/** What a run leaves behind: containers and images of ours, and folders of temporary files. */
function remains(): string[] {
  const program = wantedEngine ?? (engine as { name: string }).name;
  const list = (...words: string[]) =>
    execFileSync(program, words, { encoding: 'utf8' }).split('\n');
  const [containers, images] =
    (engine as { name: string }).name === 'buildah'
      ? [
          list('containers', '--format', '{{.ContainerName}}'),
          list('images', '--format', '{{.Name}}'),
        ]
      : [
          list('ps', '--all', '--format', '{{.Names}}'),
          list('images', '--format', '{{.Repository}}'),
        ];
  const files = readdirSync(tmpdir()).filter((name) => name.startsWith('slim-dockerfile-verify-'));
  return [...containers, ...images, ...files]
    .filter((name) => name.includes('slim-dockerfile-verify'))
    .toSorted();
}

whenUsable('an interruption', () => {
  test.each([
    ['SIGINT', 'building the original'],
    ['SIGINT', 'running the original'],
    ['SIGTERM', 'running the rewrite'],
  ] as const)('by %s while %s leaves nothing behind', async (signal, moment) => {
    const slow = good
      .replace('COPY . .', 'COPY . .\nRUN sleep 2')
      .replace('"server.js"]', '"-e", "setInterval(() => {}, 1000)"]');
    const before = remains();
    const cwd = repository(slow, `# no comment\n${slow}`);
    const words = [command, ...verifyWords, '--timeout', moment.endsWith('rewrite') ? '2' : '60'];
    const child = spawn(process.execPath, words, { cwd });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (text.includes(moment)) setTimeout(() => child.kill(signal), 700);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(told).toContain('Interrupted');
    expect(code).toBe(130);
    expect(remains()).toEqual(before);
  });
});
