import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from '@yarnpkg/lockfile';
import fc from 'fast-check';
import { readYarnOne } from '../../src/project/lockfiles/yarn-one.js';
import { cpuTime } from '../cpu-time.js';

/** What yarn's own parser makes of a text, as ours says it. */
const byYarn = (text: string): [string, unknown][] => Object.entries(parse(text).object);

function isYarns(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

const name = fc.stringMatching(/^(?:@[a-z0-9]{1,4}\/)?[a-z][a-z0-9._-]{0,6}$/);
const range = fc.oneof(
  fc.constantFrom(
    '^1.0.0',
    '*',
    '1',
    '>= 1 < 3',
    'a || b',
    'git+ssh://git@github.com/a/b.git#c0',
    '',
  ),
  fc.string({ minLength: 1 }),
);
const request = fc.tuple(name, range).map(([one, asked]) => `${one}@${asked}`);
const needs = fc.dictionary(name, range, { maxKeys: 3 });
const entry = fc.record(
  { version: range, resolved: range, dependencies: needs, optionalDependencies: needs },
  { requiredKeys: ['version'] },
);

describe('a yarn.lock of yarn 1', () => {
  test('is read as yarn reads what it writes', () => {
    fc.assert(
      fc.property(fc.dictionary(request, entry, { maxKeys: 4 }), (packages) => {
        const text = stringify(packages);
        // A backslash before a quote is more than yarn itself reads of what it writes.
        fc.pre(isYarns(text));
        expect([...readYarnOne(text)]).toEqual(byYarn(text));
        expect([...readYarnOne(text.replaceAll('\n', '\r\n'))]).toEqual(byYarn(text));
      }),
    );
  });

  test('of a project is read as yarn reads it', () => {
    const files = readdirSync('test/e2e', { recursive: true, encoding: 'utf8' });
    const found = files
      .filter((path) => path.endsWith('yarn.lock'))
      .map((path) => readFileSync(join('test/e2e', path), 'utf8'))
      .filter((text) => !text.includes('__metadata:'));
    expect(found.length).toBeGreaterThan(0);
    for (const text of found) expect([...readYarnOne(text)]).toEqual(byYarn(text));
  });

  test('keeps several requests for one package together', () => {
    const read = readYarnOne('a@1, "a@^1.1":\n  version "1.1.1"\n');
    expect(read.get('a@1')).toBe(read.get('a@^1.1'));
  });

  test.each([
    ['in conflict', '<<<<<<< HEAD\na@1:\n  version "1.0.0"\n=======\n>>>>>>> theirs\n'],
    ['broken off in a string', 'a@1:\n  version "1.0'],
    ['with a level left out', 'a@1:\n      version "1.0.0"\n'],
    ['with an odd number of blanks', 'a@1:\n   version "1.0.0"\n'],
    ['of another format', '{"a": 1}\n'],
    ['with more than a value', 'a@1:\n  version "1" "2"\n'],
  ])('%s is none that can be read', (_, text) => {
    expect(() => readYarnOne(text)).toThrow(SyntaxError);
  });

  test('takes time in proportion to its length', () => {
    const taken = cpuTime(() => {
      expect(() => readYarnOne('"\\'.repeat(200_000))).toThrow(SyntaxError);
      expect(() => readYarnOne(`a${'a,'.repeat(200_000)}`)).toThrow(SyntaxError);
    });
    expect(taken).toBeLessThan(2_000);
  });
});
