import { expect, test } from '@jest/globals';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';

const text = (step: string): string =>
  `FROM node:22\nWORKDIR /app\nCOPY . .\n${step}CMD ["node", "main.js"]\n`;

function reasons(step: string): readonly string[] {
  const files = memoryFiles({
    'package.json': '{"dependencies":{"ms":"2.1.3"}}',
    'main.js': "require('ms');\n",
  });
  const project = projectOf(files, 'Dockerfile', parse(text(step)));
  return rewrite(text(step), transforms, project)
    .declined.filter(({ rule }) => rule === 'alpine-base/host-node-modules')
    .map(({ because }) => because);
}

test('where nothing installs, node_modules is the host’s', () => {
  expect(reasons('')).toEqual([
    'No step installs the dependencies: node_modules comes from the host.',
  ]);
});

test('a tool that may install them is named (handbook B32)', () => {
  expect(reasons('RUN make -j2 deps\n')).toEqual([
    'Whether RUN installs the dependencies by make is not known; else node_modules comes from the host.',
  ]);
});
