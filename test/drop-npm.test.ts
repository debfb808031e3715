import { describe, expect, test } from '@jest/globals';
import { managerCall } from '../src/command/index.js';
import { parse } from '../src/dockerfile/index.js';
import { memoryFiles, projectOf } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { dropNpm } from '../transforms/drop-npm/index.js';
import { nodeUser } from '../transforms/node-user/index.js';

const texts = {
  'package.json': JSON.stringify({ scripts: { start: 'node server.js' } }),
  'server.js': 'process.on("SIGTERM", process.exit);\n',
};

function rewritten(text: string, files: Readonly<Record<string, string>> = texts): string {
  const all = memoryFiles({ ...files, Dockerfile: text });
  const project = projectOf(all, 'Dockerfile', parse(text));
  return rewrite(text, [dropNpm, nodeUser], project).text;
}

describe('line endings that Markdown would lose', () => {
  const lines = [
    'FROM node:26-alpine',
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci',
    'CMD ["npm", "start"]',
  ];
  const after = [
    'FROM node:26-alpine',
    'WORKDIR /app',
    'COPY --chown=node:node . .',
    'RUN npm ci',
    'RUN rm -rf /usr/local/lib/node_modules/npm /usr/local/bin/npm /usr/local/bin/npx',
    'RUN chown node:node /app',
    'USER node',
    'CMD ["node", "server.js"]',
  ];

  test('CRLF without a final newline (case 12)', () => {
    expect(rewritten(lines.join('\r\n'))).toBe(after.join('\r\n'));
  });

  test('CRLF with a final newline', () => {
    expect(rewritten(`${lines.join('\r\n')}\r\n`)).toBe(`${after.join('\r\n')}\r\n`);
  });

  test('a byte-order mark stays first (A08)', () => {
    expect(rewritten(`\ufeff${lines.join('\n')}\n`)).toBe(`\ufeff${after.join('\n')}\n`);
  });

  test('a continued removal uses CRLF and the escape of the file (A06)', () => {
    const text = ['# escape=`', ...lines, ''].join('\r\n').replace('node:26-alpine', 'node:20');
    const out = rewritten(text);
    expect(out).toContain('/usr/local/bin/npx `\r\n    /usr/local/lib/node_modules/corepack');
    expect(out).not.toMatch(/[^\r]\n/);
  });

  test('the bytes of a heredoc stay (case 13)', () => {
    const heredoc = 'RUN <<EOF\r\nnpm ci\r\nEOF\r\n';
    expect(
      rewritten(`FROM node:26\r\nWORKDIR /app\r\nCOPY . .\r\n${heredoc}CMD npm start\r\n`),
    ).toContain(`${heredoc}RUN rm -rf `);
  });

  test('a script in CRLF that ends in npm is read as what it is', () => {
    const text = 'FROM node:26\nWORKDIR /app\nCOPY . .\nCMD ["./run.sh"]\n';
    const out = rewritten(text, { ...texts, 'run.sh': '#!/bin/sh\r\nexec npm start\r\n' });
    expect(out).not.toContain('rm -rf');
  });
});

describe('calls of package managers', () => {
  test.each([
    ['npm start', 'script start'],
    ['npm run serve -- -p 1', 'script serve -p 1'],
    ['npm run-script serve', 'script serve'],
    ['npm start 80', 'script start 80'],
    ['npm -s start', 'script start'],
    ['npm run --if-present serve', 'script serve'],
    ['yarn serve -p 1', 'script serve -p 1'],
    ['yarn run serve --port 1', 'script serve --port 1'],
    ['pnpm serve --prod', 'script serve --prod'],
    ['corepack pnpm start', 'script start'],
    ['npx --yes serve -s build', 'bin serve -s build'],
    ['npm exec -- serve build', 'bin serve build'],
    ['bunx serve build', 'bin serve build'],
    ['yarn node server.js', 'bin node server.js'],
    ['pnpm exec next start', 'bin next start'],
  ])('%s', (line, expected) => {
    const call = managerCall(line.split(' '));
    const name = call?.kind === 'script' ? call.script : call?.kind === 'bin' ? call.bin : '';
    expect(
      call?.kind === 'other' ? call.why : [call?.kind, name, ...(call?.args ?? [])].join(' '),
    ).toBe(expected);
  });

  test.each([
    'npm test',
    'npm install',
    'npm start --prefix server',
    'npm start -w web',
    'npm --prefix server start',
    'npm -C server start',
    'npm run',
    'yarn',
    'yarn --cwd server start',
    'yarn workspace web start',
    'pnpm --filter web start',
    'pnpm -C server start',
    'pnpm dlx serve',
    'npx -p serve serve',
  ])('%s is not understood', (line) => {
    expect(managerCall(line.split(' '))?.kind).toBe('other');
  });
});

describe('what a script could say in the place of npm (E.5)', () => {
  const dockerfile = [
    'FROM node:22-slim',
    'WORKDIR /app',
    'COPY . .',
    'COPY docker/start.sh /usr/local/bin/entry',
    'ENTRYPOINT ["entry"]',
    'CMD ["node", "server.js"]',
    '',
  ].join('\n');
  const scripts = {
    migrate: 'NODE_ENV=production node migrate.js',
    loop: 'npm run loop',
    start: 'node server.js',
  };

  function declined(script: string): string[] {
    const all = memoryFiles({
      ...texts,
      'package.json': JSON.stringify({ scripts }),
      'docker/start.sh': script,
      Dockerfile: dockerfile,
    });
    const project = projectOf(all, 'Dockerfile', parse(dockerfile));
    const result = rewrite(dockerfile, [dropNpm, nodeUser], project).declined;
    return result.map(({ because, advice = '' }) => `${because} ${advice}`);
  }

  test.each([
    ['npm run migrate\nexec "$@"', 2, 'Write "env NODE_ENV=production node migrate.js" there'],
    ['if true; then npm run migrate; fi\nexec "$@"', 2, 'Write "env NODE_ENV=production'],
    ['set -e\nexec npm start', 3, 'Write "exec node server.js" there'],
    ['npm run loop\nexec "$@"', 2, 'Change it, or'],
    ['cd /srv\nnpm run migrate\nexec "$@"', 3, 'Change it, or'],
  ])('%j', (script, line, advice) => {
    const [first] = declined(`#!/bin/sh\n${script}\n`);
    expect(first).toContain(`docker/start.sh:${line} calls a package manager`);
    expect(first).toContain(advice);
  });

  test('a script that goes to another user by itself is left to do so (D22)', () => {
    const [first] = declined('#!/bin/sh\nchmod 700 /app\nexec gosu node "$@"\n');
    expect(first).toContain('docker/start.sh:3 goes to another user by itself');
    expect(first).toContain('Leave it so where its user is not root');
  });
});

test.each([
  [
    { start: 'nest start', 'start:prod': 'NODE_ENV=production node dist/main' },
    '"start:prod": NODE_',
  ],
  [{ start: 'react-scripts start', prod: 'nodemon server.js' }, 'start or serve what was built'],
  [{ start: 'nodemon server.js' }, 'without a watcher'],
])('what to start in production instead of %j (E09)', (scripts, advice) => {
  const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n';
  const all = memoryFiles({ 'package.json': JSON.stringify({ scripts }), Dockerfile: text });
  const { declined } = rewrite(text, [dropNpm], projectOf(all, 'Dockerfile', parse(text)));
  const said = declined.find(({ rule }) => rule === 'drop-npm/development-server');
  expect(said?.advice).toContain(advice);
});

test('who is to handle SIGTERM is told the place and the option (E40)', () => {
  const text = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';
  const all = memoryFiles({ ...texts, 'server.js': '\nserver.listen(3000);\n', Dockerfile: text });
  const { cautions } = rewrite(text, [dropNpm], projectOf(all, 'Dockerfile', parse(text)));
  const said = cautions.find(({ rule }) => rule === 'drop-npm/no-signal-handler');
  expect(said?.advice).toContain('server.js:2');
  expect(said?.advice).toContain('--init tini');
});

test('nobody is sent into a bundle to handle SIGTERM (E40)', () => {
  const text = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';
  const bundle = `${'var a=1;'.repeat(100)}server.listen(3000);`;
  const all = memoryFiles({ ...texts, 'server.js': bundle, Dockerfile: text });
  const { cautions } = rewrite(text, [dropNpm], projectOf(all, 'Dockerfile', parse(text)));
  const said = cautions.find(({ rule }) => rule === 'drop-npm/no-signal-handler');
  expect(said?.advice).toMatch(/^Handle SIGTERM, or/);
});

test('of an entrypoint script every line is named that could do without npm (E.5)', () => {
  const text =
    'FROM node:20\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./up.sh"]\nCMD ["node", "server.js"]\n';
  const script = '#!/bin/sh\nnpm run migrate\necho up\nexec npm start\n';
  const scripts = { start: 'node server.js', migrate: 'node migrate.js' };
  const all = { ...texts, 'package.json': JSON.stringify({ scripts }), 'up.sh': script };
  const project = projectOf(memoryFiles({ ...all, Dockerfile: text }), 'Dockerfile', parse(text));
  const [said] = rewrite(text, [dropNpm], project).declined;
  expect(said?.because).toContain('up.sh:2');
  expect(said?.advice).toContain('"node migrate.js" there and "exec node server.js" in line 4');
});

test.each([
  ['foo PORT=80 "a $B" && node c.js', 'foo PORT=80 "a $B"'],
  ['node a.js && foo $X', 'foo $X'],
])('a script is quoted as it is written: %j (E24)', (start, quoted) => {
  const text = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';
  const all = { ...texts, 'package.json': JSON.stringify({ scripts: { start } }) };
  const project = projectOf(memoryFiles({ ...all, Dockerfile: text }), 'Dockerfile', parse(text));
  const [said] = rewrite(text, [dropNpm], project).declined;
  expect(said?.because).toContain(`"${quoted}" is no program`);
});

test('a list that a shell by its path reads is called a script (E24)', () => {
  const text =
    'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["/bin/sh", "-c", "npm run a && npm start"]\n';
  const scripts = { a: 'node a.js', start: 'node server.js' };
  const all = { ...texts, 'package.json': JSON.stringify({ scripts }) };
  const project = projectOf(memoryFiles({ ...all, Dockerfile: text }), 'Dockerfile', parse(text));
  const said = rewrite(text, [dropNpm], project).changes.map(({ because }) => because);
  expect(said.join(' ')).toContain('starts the script itself');
});
