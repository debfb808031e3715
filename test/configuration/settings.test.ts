import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { estimate } from '../../src/report/estimate.js';
import { buildCommand, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import { added, app, at, config, resultsOf, rulesOf } from './runs.js';

// A machine that does much else takes long to start a process.
jest.setTimeout(30_000);
beforeAll(buildCommand);

describe('where it is found', () => {
  const settings = { skip: ['alpine-base', 'drop-npm'] };

  test.each([
    ['slim-dockerfile.config.json', JSON.stringify(settings)],
    ['slim-dockerfile.config.mjs', `export default ${JSON.stringify(settings)};\n`],
    ['slim-dockerfile.config.js', `export default ${JSON.stringify(settings)};\n`],
  ])('%s, from a folder below', async (name, text) => {
    const folder = temporaryFolder({ [name]: text, ...at('services/api') });
    if (name.endsWith('.js'))
      execFileSync('cp', ['services/api/package.json', '.'], { cwd: folder });
    const rules = await rulesOf(join(folder, 'services'));
    expect(rules.some((rule) => rule.startsWith('node-user/'))).toBe(true);
    expect(rules.filter((rule) => /^(?:alpine-base|drop-npm)/.test(rule))).toEqual([]);
  });

  test('the key of package.json; a package.json without it is passed', async () => {
    const folder = temporaryFolder({
      'package.json': JSON.stringify({ 'slim-dockerfile': settings }),
      ...at('api'),
    });
    expect(await rulesOf(join(folder, 'api'))).not.toContain('alpine-base/alpine');
    expect(await rulesOf(folder)).not.toContain('alpine-base/alpine');
  });

  test('--config names one, --no-config reads none', async () => {
    const folder = temporaryFolder({ ...app, [config]: '{ "runtime": "slim" }', 'own.json': '{}' });
    expect(await rulesOf(folder)).toContain('alpine-base/slim');
    expect(await rulesOf(folder, '--config', 'own.json')).toContain('alpine-base/alpine');
    expect(await rulesOf(folder, '--no-config')).toContain('alpine-base/alpine');
    const { code, told } = await runCommand(['--config', 'none.json'], { cwd: folder });
    expect([code, told]).toEqual([
      2,
      expect.stringMatching(/none\.json can't be read: it does not/),
    ]);
  });
});

describe('what it sets', () => {
  test('the command line beats it', async () => {
    const folder = temporaryFolder({
      ...app,
      [config]: '{ "runtime": "slim", "skip": ["node-user"] }',
    });
    expect(await rulesOf(folder, '--runtime', 'official')).toEqual(
      expect.arrayContaining(['alpine-base/alpine']),
    );
    const rules = await rulesOf(folder, '-t', 'node-user');
    expect(rules).toContain('node-user/run-as-node');
    expect(rules.every((rule) => rule.startsWith('node-user/'))).toBe(true);
    expect(await rulesOf(folder, '--skip', 'alpine-base')).not.toContain('node-user/run-as-node');
  });

  test('overrides hold for their files, a later one over an earlier one', async () => {
    const overrides = [
      { files: ['api', 'web'], runtime: 'slim' },
      { files: ['web/**'], runtime: 'official', numericUser: true },
    ];
    const folder = temporaryFolder({
      [config]: JSON.stringify({ overrides }),
      ...at('api'),
      ...at('web'),
      ...at('worker'),
    });
    expect(await added(folder, 'api')).toContain('FROM node:22-slim');
    expect(await added(folder, 'web')).toEqual(
      expect.arrayContaining(['FROM node:22-alpine', 'USER 1000:1000']),
    );
    expect(await added(folder, 'worker')).toEqual(
      expect.arrayContaining(['FROM node:22-alpine', 'USER node']),
    );
  });

  test('ignored files are passed over, and named ones are told', async () => {
    const folder = temporaryFolder({ [config]: '{ "ignore": ["old/"] }', ...app, ...at('old') });
    expect((await resultsOf(folder)).map(({ path }) => path)).toEqual(['Dockerfile']);
    expect(await rulesOf(folder, 'old/Dockerfile')).toEqual(['file/ignored']);
    expect(await resultsOf(folder, 'old')).toEqual([]);
    expect(
      await runCommand(['old/Dockerfile', '--fail-on', 'declined'], { cwd: folder }),
    ).toMatchObject({
      code: 0,
      told: expect.stringMatching(/slim-dockerfile\.config\.json leaves old\/Dockerfile alone/),
    });
  });

  test('mirrors, and images of other names', async () => {
    const from = (image: string) => `FROM ${image}:22\nWORKDIR /app\nCMD ["node", "a.js"]\n`;
    const folder = temporaryFolder({
      [config]: JSON.stringify({
        imageMirrors: ['registry.corp/docker'],
        images: { 'registry.corp/platform/nodejs': 'node' },
      }),
      'a/Dockerfile': from('registry.corp/docker/node'),
      'b/Dockerfile': from('registry.corp/platform/nodejs'),
      'c/Dockerfile': from('registry.corp/platform/nodejs-old'),
    });
    const lines = await added(folder, '--assume-pure-js', '-t', 'alpine-base', '-t', 'node-user');
    expect(lines.filter((line) => line.startsWith('FROM'))).toEqual([
      'FROM registry.corp/docker/node:22-alpine',
      'FROM registry.corp/platform/nodejs:22-alpine',
    ]);
    expect(lines.filter((line) => line === 'USER node')).toHaveLength(2);
    const sizes = (await resultsOf(folder, '--assume-pure-js')).map((result) => estimate(result));
    expect(sizes.map((size) => size?.before)).toEqual([1130, 1130, undefined]);
  });

  test('packages of Debian, by the names that Alpine has for them', async () => {
    const text = (name: string) =>
      `FROM node:22\nRUN apt-get update && apt-get install -y ${name}\nCMD ["node", "a.js"]\n`;
    const folder = temporaryFolder({
      [config]: JSON.stringify({
        assumePureJs: true,
        packages: { 'corp-ca': 'corp-certificates', 'corp-tools': ['corp-a', 'corp-b'], git: null },
      }),
      'a/Dockerfile': text('corp-ca corp-tools'),
      'b/Dockerfile': text('git'),
      'c/Dockerfile': text('corp-unknown'),
    });
    const [a, b, c] = await resultsOf(folder, '-t', 'alpine-base');
    expect(a?.text).toMatch(/^RUN apk add --no-cache corp-certificates corp-a corp-b$/m);
    expect(b?.declined[0]?.because).toBe(
      'Alpine has no git: the configuration of slim-dockerfile says so.',
    );
    expect(c?.declined[0]?.because).toBe('It is not known what Alpine calls corp-unknown.');
  });

  test('verdicts on native modules, against the table', async () => {
    const lock = (name: string) =>
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { [name]: '1.0.0' } },
          [`node_modules/${name}`]: { version: '1.0.0', hasInstallScript: true },
        },
      });
    const project = (name: string) => ({
      Dockerfile:
        'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY a.js ./\nCMD ["node", "a.js"]\n',
      'package.json': JSON.stringify({ dependencies: { [name]: '1.0.0' } }),
      'package-lock.json': lock(name),
      'a.js': '',
    });
    const rules = (settings: object, name: string) =>
      rulesOf(
        temporaryFolder({ ...project(name), [config]: JSON.stringify(settings) }),
        '-t',
        'alpine-base',
      );
    expect(await rules({}, '@corp/addon')).toContain('alpine-base/unknown-install-script');
    expect(await rules({ nativeModules: { '@corp/addon': 'pure' } }, '@corp/addon')).toEqual([
      'alpine-base/alpine',
    ]);
    const source = { musl: 'source', build: ['vips-dev'], run: ['vips'] };
    expect(await rules({ nativeModules: { '@corp/addon': source } }, '@corp/addon')).toEqual(
      expect.arrayContaining(['alpine-base/alpine']),
    );
    expect(await rules({ nativeModules: { 'is-odd': 'glibc-only' } }, 'is-odd')).toContain(
      'alpine-base/glibc-only-package',
    );
  });

  test('the context, from the folder of the file', async () => {
    const text = 'FROM node:22\nWORKDIR /app\nCOPY app .\nCMD ["npm", "start"]\n';
    const folder = temporaryFolder({
      'docker/Dockerfile': text,
      'src/app/package.json': '{ "scripts": { "start": "node server.js" } }',
      'src/app/server.js': '',
    });
    expect(await rulesOf(folder, '-t', 'drop-npm')).not.toContain('drop-npm/start-node');
    const named = temporaryFolder({
      'docker/Dockerfile': text,
      'src/app/package.json': '{ "scripts": { "start": "node server.js" } }',
      'src/app/server.js': '',
      [config]: '{ "overrides": [{ "files": ["docker"], "context": "src" }] }',
    });
    expect(await rulesOf(named, '-t', 'drop-npm')).toContain('drop-npm/start-node');
  });

  test('transforms of the user’s own, by a path from the folder of the file', async () => {
    const mine = `export const mine = {
      name: 'mine', summary: 'mine', rules: { told: { title: 'a', explanation: 'b' } },
      *run({ stages }) { yield { outcome: 'declined', rule: 'mine/told', at: stages[0].from, because: 'so.' }; },
    };\n`;
    const folder = temporaryFolder({
      ...at('api'),
      'tools/mine.mjs': mine,
      [config]: '{ "transforms": ["node-user", "./tools/mine.mjs"] }',
    });
    const rules = await rulesOf(join(folder, 'api'));
    expect(rules).toEqual(expect.arrayContaining(['mine/told', 'node-user/run-as-node']));
    expect(rules).not.toContain('alpine-base/alpine');
    expect(await rulesOf(join(folder, 'api'), '--skip', 'mine')).not.toContain('mine/told');
  });
});
