import { expect, test } from '@jest/globals';
import { unknownProject } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { defaultOptions } from '../src/transform.js';
import { transforms } from '../transforms/index.js';

const alpine = transforms.filter(({ name }) => name === 'alpine-base');

test.each([
  ['golang:1.22-bookworm', 'golang:1.22-alpine'],
  ['golang:1.22.3', 'golang:1.22.3-alpine'],
  ['golang', 'golang:alpine'],
])('%s is declined by the name of its small twin (F30)', (image, twin) => {
  const text = `FROM ${image}\nWORKDIR /app\nCOPY . .\nCMD ["go", "run", "."]\n`;
  const { declined } = rewrite(text, alpine, unknownProject, defaultOptions);
  expect(declined.map(({ rule }) => rule)).toEqual(['alpine-base/foreign-base']);
  expect(declined[0]?.advice).toContain(`${twin} has it without a C compiler`);
});

test('a tag that nobody knows has no such twin', () => {
  const text = 'FROM golang:rc\nCMD ["go", "run", "."]\n';
  const { declined } = rewrite(text, alpine, unknownProject, defaultOptions);
  expect(declined[0]?.advice).not.toContain('alpine');
});
