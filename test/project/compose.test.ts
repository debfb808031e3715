import { describe, expect, test } from '@jest/globals';
import { composeServices } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

const dockerfile = 'FROM node:20\n';

function servicesOf(compose: string, more: Readonly<Record<string, string>> = {}) {
  return composeServices(projectWith(dockerfile, { 'compose.yaml': compose, ...more }).project);
}

describe('compose services', () => {
  test('are those that build this Dockerfile, with the line that names them', () => {
    const found = servicesOf(
      'services:\n  db:\n    image: postgres\n  web:\n    build: .\n    command: npm run dev\n',
    );
    expect(found).toMatchObject([
      { path: 'compose.yaml', line: 4, name: 'web', context: '', command: 'npm run dev' },
    ]);
  });

  test.each([
    ['a string', 'build: .', ''],
    ['a mapping', 'build: { context: ./ }', ''],
    ['a Dockerfile elsewhere', 'build: { context: sub, dockerfile: ../Dockerfile }', 'sub'],
  ])('name their context as %s', (_, build, context) => {
    expect(servicesOf(`services:\n  web:\n    ${build}\n`)).toMatchObject([{ context }]);
  });

  test('give target, user, volumes, network and health check', () => {
    const [service] = servicesOf(`services:
  web:
    build: { context: ., target: development, args: { NODE_ENV: production, EMPTY: } }
    user: "0"
    network_mode: host
    volumes: [ "./src:/app/src", "data:/data", { type: volume, source: logs, target: /logs } ]
    healthcheck: { test: ["CMD", "npm", "run", "health"] }
`);
    expect(service).toMatchObject({
      target: 'development',
      user: '0',
      hostNetwork: true,
      volumes: ['./src:/app/src', 'data:/data', 'logs:/logs'],
      healthcheck: 'CMD npm run health',
    });
    // A name without a value hands on the variable of whoever builds.
    expect([...(service?.args ?? [])]).toEqual([
      ['NODE_ENV', 'production'],
      ['EMPTY', '${EMPTY}'],
    ]);
  });

  test('of an overlay take the build of the file that they override', () => {
    const overlay = 'services:\n  web:\n    command: yarn dev\n';
    const found = servicesOf('services:\n  web:\n    build: .\n', { 'compose.dev.yaml': overlay });
    expect(found.map(({ path, command }) => [path, command])).toEqual([
      ['compose.dev.yaml', 'yarn dev'],
      ['compose.yaml', undefined],
    ]);
  });

  test.each(['services: [', 'just text', '', 'services:\n  web:\n', 'a: &a\n  b: *c\n'])(
    'of a broken file are none: %j',
    (text) => {
      expect(servicesOf(text)).toEqual([]);
    },
  );
});
