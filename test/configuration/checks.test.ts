import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import schema from '../../docs/config.schema.json' with { type: 'json' };
import { checkedConfig } from '../../src/config/config.js';
import { UserError } from '../../src/user-error.js';
import { temporaryFolder } from '../temporary-folder.js';
import { app, config, resultsOf } from './runs.js';

describe('what is wrong is told by file, key and the nearest valid one', () => {
  test.each([
    ['{ "runtme": "slim" }', /config\.json: There is no key "runtme"\. Did you mean "runtime"\?/],
    ['{ "runtime": "slm" }', /"runtime" must be one of .*, not "slm"\. Did you mean "slim"\?/],
    ['{ "strip": "yes" }', /"strip" must be true or false, not "yes"\./],
    ['{ "skip": "node-user" }', /"skip" must be a list, not "node-user"\./],
    ['{ "overrides": [{ "file": ["a"] }] }', /"overrides\[0\]" needs the key "files"\./],
    [
      '{ "overrides": [{ "files": ["a"], "ignore": [] }] }',
      /There is no key "ignore" in overrides\[0\]\./,
    ],
    ['{ "packages": { "a": 1 } }', /"packages\.a" must be a text or a list or null, not 1\./],
    ['{ "nativeModules": { "a": "pur" } }', /Did you mean "pure"\?/],
    ['{ "__proto__": {} }', /There is no key "__proto__"/],
    ['[]', /The configuration must be an object, not \[\]\./],
    [
      '{ "skip": ["node-usr"] }',
      /config\.json: There is no transform "node-usr"\. Did you mean node-user\?/,
    ],
    ['{ "transforms": ["./none.mjs"] }', /config\.json: There is no file \.\/none\.mjs/],
    ['{', /config\.json is no JSON/],
    ['null', /config\.json: The configuration must be an object, not null\./],
    [' \n', /config\.json is empty\./],
    ['{ "xylophone": 1 }', /There is no key "xylophone"\.$/],
    [
      '{ "context": "nowhere", "context2": 1 }',
      /There is no key "context2". Did you mean "context"\?/,
    ],
  ])('%s', async (text, message) => {
    const error: unknown = await resultsOf(temporaryFolder({ ...app, [config]: text })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(message);
  });
});

test('comments are no JSON, and it is told where they would be taken', async () => {
  const folder = temporaryFolder({ ...app, [config]: '{ "strip": true, // small\n}' });
  await expect(resultsOf(folder)).rejects.toMatchObject({
    advice: 'JSON has no comments and no trailing commas; slim-dockerfile.config.mjs takes them.',
  });
});

test('a byte order mark is none of the keys', async () => {
  const folder = temporaryFolder({ ...app, [config]: '\ufeff{ "skip": ["node-user"] }' });
  expect((await resultsOf(folder))[0]?.text).not.toContain('USER');
});

test('a link to nowhere or to a device in its place is told, and not read', async () => {
  for (const target of ['nowhere', '/dev/zero']) {
    const folder = temporaryFolder(app);
    symlinkSync(target, join(folder, config));
    await expect(resultsOf(folder)).rejects.toThrow(
      /config\.json is no file that could be read as a configuration\./,
    );
  }
});

test('a script that exports nothing is told', async () => {
  const folder = temporaryFolder({ ...app, 'slim-dockerfile.config.mjs': 'export const a = 1;' });
  await expect(resultsOf(folder)).rejects.toThrow(/config\.mjs exports no configuration\./);
});

test('a context that is not there fails the file, by its key', async () => {
  const folder = temporaryFolder({ ...app, [config]: '{ "context": "nowhere" }' });
  expect((await resultsOf(folder))[0]?.error).toMatch(
    /^"context" of the configuration leads to .*nowhere, which is no folder\.$/,
  );
});

describe('the schema for editors', () => {
  const valid = new Ajv({ strict: true }).compile(schema);

  function accepted(value: unknown): boolean {
    try {
      checkedConfig(value, 'x');
      return true;
    } catch {
      return false;
    }
  }

  const texts = fc.constantFrom('node', 'slim', 'tini', 'pure', 'nginx', 'official', '', './a.mjs');
  const leaves = fc.oneof(texts, fc.boolean(), fc.integer(), fc.constant(null));
  const keys = fc.constantFrom(...Object.keys(schema.properties), 'files', 'musl', 'build', 'odd');
  const values = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, leaves, fc.array(tie('any'), { maxLength: 3 }), tie('table')),
    table: fc.dictionary(keys, tie('any'), { maxKeys: 3 }),
  }));

  test('takes what the validator takes, and nothing else', () => {
    fc.assert(
      fc.property(values.table, (value) => {
        expect(accepted(value)).toBe(valid(value));
      }),
      { numRuns: 2000 },
    );
  });

  test('takes the examples of the documentation', () => {
    const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = '']) =>
      JSON.parse(text),
    );
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      const own = 'slim-dockerfile' in example ? example['slim-dockerfile'] : example;
      expect([valid(own), accepted(own)]).toEqual([true, true]);
    }
  });

  test('has each key on the page of documentation', () => {
    const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    const own = Object.keys(schema.properties).filter((key) => key !== '$schema');
    for (const key of own) expect(page).toContain(`\`${key}\``);
  });
});
