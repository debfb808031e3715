import { expect, test } from '@jest/globals';
import { parse } from '../src/dockerfile/index.js';
import { obstacleTo } from '../src/rewrite/file-obstacles.js';
import { fileRules } from '../src/rewrite/file-rules.js';
import { unknownProject } from '../src/project/index.js';

test.each([
  ['file/syntax-frontend', '# syntax=devthefuture/dockerfile-x\nFROM a'],
  ['file/syntax-frontend', '# syntax=docker/dockerfile-x:1\nFROM a'],
  ['file/syntax-frontend', '# syntax=evil.org/docker/dockerfile:1\nFROM a'],
  ['file/template', 'FROM {{image}}'],
  ['file/template', 'FROM <%=image%>'],
  ['file/template', 'FROM %%IMAGE%%'],
  ['file/template', 'FROM @BASE_IMAGE@'],
  ['file/onbuild', 'FROM node:20\nONBUILD COPY . .'],
  ['file/onbuild', 'FROM node:20\nonbuild run npm ci'],
  ['file/windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022'],
  ['file/windows', 'FROM node:20\nFROM mcr.microsoft.com/windows/nanoserver:1809 AS w'],
  ['file/development-stage', 'FROM node:20 AS build\nFROM build AS dev'],
  ['file/development-stage', 'FROM node:20 AS build\nFROM build AS Dev-Envs'],
  ['file/development-stage', 'FROM node:20 AS build\nFROM build AS test'],
  ['file/open-continuation', 'FROM node:20\nRUN npm ci \\'],
  ['file/open-continuation', 'FROM node:20\nRUN npm ci \\  \n\n# the end\n'],
  ['file/open-continuation', '# escape=`\nFROM node:20\nRUN npm ci `\r\n'],
])('%s: %j', (rule, text) => {
  expect(obstacleTo(parse(text), unknownProject)?.rule).toBe(rule);
});

test.each([
  '# syntax=docker/dockerfile:1\nFROM a',
  '# syntax=docker.io/docker/dockerfile:1.7-labs\nFROM a',
  '# syntax=docker/dockerfile-upstream:master\nFROM a',
  '# syntax=docker/dockerfile@sha256:abc\nFROM a',
  'FROM node:20@sha256:abc',
  'FROM node:${V}',
  'FROM node:20\nRUN echo {{ name }} @NAME@',
  'FROM node:20\n# ONBUILD is gone\nRUN a',
  'FROM node:20 AS dev',
  'FROM node:20 AS dev\nFROM node:20 AS production',
  'FROM node:20 AS build\nFROM build AS latest',
  'FROM node:20\nRUN npm ci \\\n  && b',
  'FROM node:20\nRUN npm ci \\\\',
  'FROM node:20\nRUN <<E\na \\\nE',
  '# escape=`\nFROM node:20\nRUN npm ci \\',
])('nothing is in the way of %j', (text) => {
  expect(obstacleTo(parse(text), unknownProject)).toBeUndefined();
});

test('an obstacle has a rule that is explained, a place and a sentence', () => {
  const found = obstacleTo(parse('FROM node:20\nRUN a\nONBUILD RUN b\n'), unknownProject);
  expect(found).toMatchObject({ outcome: 'declined', at: { start: 19, end: 32 } });
  expect(found?.because).toMatch(/^[A-Z].*\.$/);
  expect(Object.keys(fileRules).map((name) => `file/${name}`)).toContain(found?.rule);
});
