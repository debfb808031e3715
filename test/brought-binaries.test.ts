import { expect, test } from '@jest/globals';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';

const manifest = '{ "name": "shop", "dependencies": {} }';
const lockfile = '{ "lockfileVersion": 3, "packages": { "": { "name": "shop" } } }';
const alpineBase = transforms.filter(({ name }) => name === 'alpine-base');

/** What keeps Debian, where the project holds `tool` as binary data. */
function declinedFor(line: string, source = ''): string | undefined {
  const dockerfile = `FROM node:22\nWORKDIR /app\n${line}\nCOPY . .\nRUN npm ci\nCMD ["node", "main.js"]\n`;
  const texts = { 'package.json': manifest, 'package-lock.json': lockfile, 'main.js': source };
  const files = memoryFiles({ ...texts, Dockerfile: dockerfile }, [
    'vendor/tool',
    'vendor/logo.png',
    'vendor/tools.tar.gz',
    'rootfs/usr/bin/tool',
  ]);
  const project = projectOf(files, 'Dockerfile', parse(dockerfile));
  return rewrite(dockerfile, alpineBase, project).declined[0]?.because;
}

test.each([
  'COPY vendor/tool /usr/local/bin/',
  'COPY vendor/tool /usr/local/bin',
  'ADD vendor/tool /usr/bin/fast-tool',
  'COPY vendor/to* /usr/local/bin/',
  'COPY rootfs/usr /usr',
  'COPY rootfs /',
])('a program of the project among those of the system keeps Debian: %s', (line) => {
  expect(declinedFor(line)).toMatch(
    /brings (?:vendor|rootfs\/usr\/bin)\/tool, which may be made for glibc/,
  );
});

test.each([
  'ADD vendor/tools.tar.gz /opt/',
  'ADD --unpack=true vendor/tools.tar.gz /opt/tools',
  'COPY vendor/tools.tar.gz /tmp/\nRUN tar -xzf /tmp/tools.tar.gz -C /usr/local',
  'COPY vendor /tmp/\nRUN cd /tmp && unzip -q tools.tar.gz -d /opt',
])('nobody sees what an archive of the project holds: %j', (line) => {
  expect(declinedFor(line)).toMatch(
    /^(?:ADD|RUN) unpacks vendor\/tools.tar.gz, and what it holds may be made for glibc/,
  );
});

test.each([
  'COPY vendor/logo.png /app/public/',
  'COPY vendor/none /usr/local/bin/',
  'COPY vendor/ /usr/local/share/',
  'ADD --unpack=false vendor/tools.tar.gz /opt/',
  'RUN tar czf /tmp/sources.tar.gz .',
])('other files say nothing: %s', (line) => {
  expect(declinedFor(line)).toBeUndefined();
});

test.each(["spawn('./vendor/tool', ['-v'])", "spawn(path.join(__dirname, 'vendor', 'tool'))"])(
  'a program of the project that a source starts keeps Debian: %s',
  (call) => {
    const source = `const { spawn } = require('child_process');\n${call};\n`;
    expect(declinedFor('USER root', source)).toMatch(/^main.js:2 starts vendor\/tool, which/);
  },
);
