import { expect, test } from '@jest/globals';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';

test('what is said of files that are stored twice names the user of the image', () => {
  const dockerfile =
    'FROM oven/bun:1 AS base\nCOPY . /app\n\nFROM base\nWORKDIR /app\nCMD ["bun", "server.js"]\n';
  const files = memoryFiles({
    Dockerfile: dockerfile,
    'package.json': '{}',
    'server.js': 'process.on("SIGTERM", () => process.exit());',
  });
  const nodeUser = transforms.filter(({ name }) => name === 'node-user');
  const project = projectOf(files, 'Dockerfile', parse(dockerfile));
  const { cautions } = rewrite(dockerfile, nodeUser, project);
  expect(cautions.find(({ rule }) => rule === 'node-user/copied-twice')?.advice).toContain(
    '--chown=bun:bun',
  );
});
