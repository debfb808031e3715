import { describe, expect, test } from '@jest/globals';
import { parse } from '../src/dockerfile/index.js';
import { memoryFiles, projectOf, unknownProject } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { defaultOptions } from '../src/transform.js';
import { transforms } from '../transforms/index.js';

const alpine = transforms.filter(({ name }) => name === 'alpine-base');

function rewritten(text: string): string {
  return rewrite(text, alpine, unknownProject, { ...defaultOptions, assumePureJs: true }).text;
}

describe('translated RUNs byte by byte', () => {
  test('CRLF stays CRLF, also in lines that are new', () => {
    const text =
      'FROM node:22\r\nCMD ["node", "a.js"]\r\nRUN apt-get update \\\r\n  && apt-get install -y \\\r\n    gcc \\\r\n    git\r\n';
    expect(rewritten(text)).toBe(
      'FROM node:22-alpine\r\nCMD ["node", "a.js"]\r\nRUN apk add --no-cache \\\r\n    gcc \\\r\n    musl-dev \\\r\n    git\r\n',
    );
  });

  test('a script with CRLF is read all the same, and stays (C45)', () => {
    const text = 'FROM node:22\nWORKDIR /app\nCOPY start.sh .\nENTRYPOINT ["./start.sh"]\n';
    const files = memoryFiles({
      Dockerfile: text,
      'start.sh':
        '#!/bin/bash\r\nif [ -f a ]; then\r\n  curl -s http://a\r\nfi\r\nnode server.js\r\n',
    });
    const project = projectOf(files, 'Dockerfile', parse(text), '');
    const options = { ...defaultOptions, assumePureJs: true };
    expect(rewrite(text, alpine, project, options).text).toBe(
      text.replace('node:22', 'node:22-alpine\nRUN apk add --no-cache bash curl'),
    );
  });

  test('a heredoc with CRLF is no plain shell, and keeps its bytes (I13)', () => {
    const text = 'FROM node:22\r\nRUN <<EOF\r\napt-get update\r\nEOF\r\nCMD ["node", "a.js"]\r\n';
    expect(rewritten(text)).toBe(text);
  });

  test('a backtick continues where the file says so', () => {
    const text =
      '# escape=`\nFROM node:22\nCMD ["node", "a.js"]\nRUN apt-get update && `\n    apt-get install -y `\n      gcc\n';
    expect(rewritten(text)).toBe(
      '# escape=`\nFROM node:22-alpine\nCMD ["node", "a.js"]\nRUN apk add --no-cache `\n      gcc `\n      musl-dev\n',
    );
  });

  test('a file without a newline at its end gets none', () => {
    const text = 'FROM node:22\nCMD ["node", "a.js"]\nRUN apt-get update';
    expect(rewritten(text)).toBe('FROM node:22-alpine\nCMD ["node", "a.js"]');
  });

  test('blanks behind continuations stay on the lines that stay', () => {
    const text =
      'FROM node:22\nCMD ["node", "a.js"]\nRUN apt-get update && \\  \n  apt-get install -y git && \\ \n  npm -v\n';
    expect(rewritten(text)).toBe(
      'FROM node:22-alpine\nCMD ["node", "a.js"]\nRUN apk add --no-cache git && \\ \n  npm -v\n',
    );
  });
});
