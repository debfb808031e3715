import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { checkFixture, type Fixture, readFixture } from '../src/testing.js';
import { transforms } from '../transforms/index.js';

type Table = readonly { readonly name: string; find: (subject: never) => unknown }[];

const folder = new URL('../transforms/split-stages/', import.meta.url);
const root = new URL('./fixtures/split-stages/', import.meta.url);

/** Every table of reasons that a module of the transform exports, by its name. */
const tables: ReadonlyMap<string, Table> = new Map(
  (
    await Promise.all(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => import(new URL(path, folder).href)),
    )
  ).flatMap((module) => Object.entries(module as Record<string, unknown>).filter(isTable)),
);

function isTable(entry: [string, unknown]): entry is [string, Table] {
  const [, value] = entry;
  return Array.isArray(value) && value.length > 0 && value.every((one) => one?.find && one.name);
}

const fixtures: readonly Fixture[] = readdirSync(root).map((file) =>
  readFixture(readFileSync(new URL(file, root), 'utf8')),
);
const all = [...tables].flatMap(([table, reasons]) =>
  reasons.map((reason) => ({ key: `${table}: ${reason.name}`, reason })),
);
/** The fixtures in which a reason applies: no other one can fail without it. */
const applies = new Map<string, Fixture[]>();

beforeAll(() => {
  const spies = all.map(({ key, reason }) => ({ key, spy: jest.spyOn(reason, 'find') }));
  for (const fixture of fixtures) {
    // Another test tells of a fixture that fails anyway.
    const holds = checkFixture(fixture, transforms).length === 0;
    for (const { key, spy } of spies) {
      const found = holds && spy.mock.results.some(({ value }) => value !== undefined);
      if (found) applies.set(key, [...(applies.get(key) ?? []), fixture]);
      spy.mockClear();
    }
  }
  for (const { spy } of spies) spy.mockRestore();
}, 120_000);

test('the tables of reasons are found', () => {
  expect([...tables.keys()]).toEqual(expect.arrayContaining(['checks', 'needs', 'otherUses']));
});

describe('a fixture fails without', () => {
  test.each(all)('$key', ({ key, reason }) => {
    const off = jest.spyOn(reason, 'find').mockReturnValue(undefined);
    try {
      const failing = (applies.get(key) ?? []).some(
        (fixture) => checkFixture(fixture, transforms).length > 0,
      );
      expect(failing).toBe(true);
    } finally {
      off.mockRestore();
    }
  });
});
