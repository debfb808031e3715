import { expect, test } from '@jest/globals';
import data from '../src/knowledge/images/other-images.json' with { type: 'json' };
import { otherImage } from '../src/knowledge/images/other-images.js';
import { rewrite, transforms } from '../src/index.js';

test.each([
  ['official', Object.keys(data.official)],
  ['others', Object.keys(data.others)],
  ['kinds', Object.keys(data.kinds)],
])('%s are sorted, and each is there once', (_, names) => {
  expect(names).toEqual([...new Set(names)].toSorted());
});

test('every image has a clause and advice', () => {
  const all = [
    ...Object.keys(data.official).map((name) => otherImage(name, name)),
    ...Object.keys(data.others).map((name) => otherImage(name)),
  ];
  for (const one of all) {
    expect(one?.because).toMatch(/^[a-z].*[^.]$/);
    expect(one?.advice).toMatch(/^\w.*\.$/);
  }
});

test('Docker Hub may be named or not', () => {
  expect(otherImage('docker.io/bitnami/node')).toEqual(otherImage('bitnami/node'));
  expect(otherImage('registry.corp/bitnami/node')).toBeUndefined();
});

test('a message names the image, not the stage that goes on from it', () => {
  const text =
    'FROM registry.corp/python:3 AS base\nWORKDIR /app\n\nFROM base\nCOPY . .\nCMD ["npm", "start"]\n';
  for (const { rule, because } of rewrite(text, transforms).declined)
    if (/(?:unknown|foreign)-base$/.test(rule)) expect(because).not.toContain('"base"');
  expect(JSON.stringify(rewrite(text, transforms).declined)).toContain(
    'It is not known which users \\"registry.corp/python:3\\" has',
  );
});
