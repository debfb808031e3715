import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildCommand, runCommand } from './command-line.js';
import { digestIn, type Registry, startRegistry } from './oci-registry.js';
import { temporaryFolder } from './temporary-folder.js';

beforeAll(buildCommand);

/** A process of its own for each step, on machines that are busy. */
jest.setTimeout(30_000);

const old = `sha256:${'0123456789abcdef'.repeat(4)}`;
const rest = 'WORKDIR /app\nCOPY package.json ./\nCOPY server.js ./\nCMD ["node", "server.js"]\n';

/** The Dockerfile after a run of the command on it, what the command said, and its exit code. */
async function rewritten(
  { host }: Pick<Registry, 'host'>,
  from: string,
  cache = temporaryFolder(),
  words: readonly string[] = ['--online'],
) {
  const folder = temporaryFolder({
    Dockerfile: `FROM ${host}/hub/${from}\n${rest}`,
    'package.json': '{"dependencies":{}}',
    'server.js': '',
  });
  const mirror = ['--image-mirror', `${host}/hub`, '-t', 'alpine-base'];
  const start = { cwd: folder, env: { XDG_CACHE_HOME: cache } };
  const finished = await runCommand(['-w', ...words, ...mirror, 'Dockerfile'], start);
  const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  return { ...finished, from: text.split('\n', 1)[0]?.replace(`FROM ${host}/hub/`, '') };
}

const both = ['hub/node:22-alpine', 'hub/node:22-slim'];

describe('--online', () => {
  test.each([
    ['renews a digest', {}],
    ['renews a digest that the registry does not send along', { silent: true }],
  ])('%s', async (_, kind) => {
    const registry = await startRegistry(both, kind);
    const { from, told } = await rewritten(registry, `node:22@${old}`);
    await registry.close();
    expect(from).toBe(`node:22-alpine@${digestIn('hub/node:22-alpine')}`);
    expect(told).toContain('alpine-base/renewed-pin');
  });

  test('asks each tag once a day, and without a pull', async () => {
    const registry = await startRegistry(both);
    const cache = temporaryFolder();
    await rewritten(registry, `node:22@${old}`, cache);
    const asked = registry.asked.filter((one) => one.endsWith('/manifests/22-alpine'));
    expect(new Set(asked.map((one) => one.split(' ')[0]))).toEqual(new Set(['HEAD']));
    await registry.close();
    const { from } = await rewritten(registry, `node:22@${old}`, cache);
    expect(from).toBe(`node:22-alpine@${digestIn('hub/node:22-alpine')}`);
  });

  test('goes to slim where the registry has no Alpine tag', async () => {
    const registry = await startRegistry(['hub/node:22-slim']);
    const { from } = await rewritten(registry, 'node:22');
    await registry.close();
    expect(from).toBe('node:22-slim');
  });

  test('finds a tag that the tables do not have', async () => {
    const registry = await startRegistry(['hub/node:20.99.0-alpine']);
    const { from } = await rewritten(registry, 'node:20.99.0');
    await registry.close();
    expect(from).toBe('node:20.99.0-alpine');
  });

  test.each([
    ['that is not there', async () => ({ host: 'localhost:1' }), /localhost:1 can't be asked for/],
    ['that wants a login', () => startRegistry(both, { closed: true }), /it wants a login/],
  ])('says of a registry %s', async (_, start, message) => {
    const registry = await start();
    const { from, told, code } = await rewritten(registry, 'node:22');
    await (registry as Partial<Registry>).close?.();
    expect(code).toBe(2);
    expect(told).toMatch(message);
    expect(from).toBe('node:22');
  });

  test('is the one option that asks anybody', async () => {
    const registry = await startRegistry(both);
    await rewritten(registry, 'node:22', undefined, []);
    await registry.close();
    expect(registry.asked).toEqual([]);
  });
});
