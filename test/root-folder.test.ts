import { expect, test } from '@jest/globals';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';

/** What a user reads of the rule in a file of these lines. */
function said(...lines: string[]): string | undefined {
  const text = ['FROM node:22-alpine', ...lines, ''].join('\n');
  const files = memoryFiles({
    Dockerfile: text,
    'package.json': '{}',
    'server.js': "require('node:fs').writeFileSync('x.log', '');\n",
  });
  const nodeUser = transforms.filter(({ name }) => name === 'node-user');
  const { declined } = rewrite(text, nodeUser, projectOf(files, 'Dockerfile', parse(text)));
  const found = declined.find(({ rule }) => rule === 'node-user/root-folder');
  return found && `${found.because} → ${found.advice}`;
}

const start = 'CMD ["node", "/app/server.js"]';
const seems =
  "The program starts in /, where node may not write, and server.js:1 seems to: \"require('node:fs').writeFileSync('x.log', '');\".";
const anyFolder = 'Give the application a folder of its own with WORKDIR, such as /app.';

test.each([
  [['COPY . .', 'CMD ["node", "server.js"]'], `${seems} → ${anyFolder}`],
  [['COPY settings /settings', 'COPY . .', 'CMD ["node", "server.js"]'], `${seems} → ${anyFolder}`],
  [['COPY . /app', start], `${seems} → Write WORKDIR /app above its start.`],
  [
    ['WORKDIR /app', 'COPY . .', 'WORKDIR /', start],
    `${seems} → Write WORKDIR /app above its start.`,
  ],
  [
    ['COPY package.json /app/package.json', 'COPY server.js /app/', start],
    `${seems} → Write WORKDIR /app above its start.`,
  ],
  [
    ['WORKDIR /root/app', 'COPY . .', 'CMD ["node", "server.js"]'],
    `The program starts in /root/app, where node may not go. → ${anyFolder}`,
  ],
  [
    ['WORKDIR /app', 'COPY . .', 'WORKDIR /etc', start],
    `The program starts in /etc, among files that are not the application’s. → ${anyFolder}`,
  ],
  [
    ['ARG DIR', 'WORKDIR $DIR', 'COPY . .', 'CMD ["node", "server.js"]'],
    'The program starts in a folder that a variable names. → Write the folder of WORKDIR out, or give the variable a value with ENV.',
  ],
  [['WORKDIR /app', 'COPY . .', start], undefined],
])('the program starts where node can not work: %j', (lines, sentence) => {
  expect(said(...lines)).toBe(sentence);
});
