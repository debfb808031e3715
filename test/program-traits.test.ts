import { expect, test } from '@jest/globals';
import data from '../src/knowledge/program-traits.json' with { type: 'json' };
import { programDoes, programsThat } from '../src/knowledge/program-traits.js';

const rows = Object.entries(data.programs).map(([name, traits]) => ({
  name,
  traits: traits.split(' '),
}));

test('every trait is explained, and some program has it', () => {
  const used = new Set(rows.flatMap(({ traits }) => traits));
  expect([...used].toSorted()).toEqual(Object.keys(data.about).toSorted());
});

test('programs stand in order, each with its traits once', () => {
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  for (const { traits } of rows) expect(traits).toEqual([...new Set(traits)]);
});

/** What only looks does not write, and what takes away does not bring. */
const opposites = [
  ['looks', 'edits removes copies moves unpacks downloads fetches makesFiles makesFolders'],
  ['looks', 'recipes builds shell interprets surrounds precedes'],
  ['removes', 'copies makesFiles makesFolders'],
  ['removesUsers', 'makesUsers'],
  ['shell', 'otherShell'],
] as const;

test('no program does the opposite of what it does', () => {
  for (const [trait, others] of opposites)
    for (const { name, traits } of rows.filter((row) => row.traits.includes(trait)))
      expect([name, others.split(' ').filter((one) => traits.includes(one))]).toEqual([name, []]);
});

test('a name may end in a version', () => {
  expect(programDoes('pip3.11', 'foreign')).toBe(true);
  expect(programDoes('python3', 'interprets')).toBe(true);
  expect(programDoes(undefined, 'looks')).toBe(false);
  expect(programsThat('says')).toEqual(['echo', 'printf']);
});
