import { expect, test } from '@jest/globals';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';

const files = {
  'package.json': '{"scripts":{"start":"node dist/index.js","build":"tsc"}}',
  'src/index.ts': 'process.on("SIGTERM", stop)',
};
const text = `FROM node:20

# The application
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN npm run build && \\
    # no maps
    rm -f dist/*.map

EXPOSE 3000
CMD ["npm", "start"]

ENV KEY ""
`;

/** What becomes of the text with other line endings. */
function rewritten(ending: string) {
  const before = text.replaceAll('\n', ending);
  const all = { ...files, Dockerfile: before };
  const project = projectOf(memoryFiles(all), 'Dockerfile', parse(before));
  return rewrite(before, transforms, project, { assumePureJs: true });
}

// BuildKit takes all carriage returns at the end of a line for its ending (parser.go, trimNewline).
test.each(['\r\n', '\r\r\n', '\r\r\r\n'])('lines that end in %j are lines', (ending) => {
  const { text: after, declined } = rewritten(ending);
  const plain = rewritten('\n');
  expect(declined.map(({ rule }) => rule)).toEqual(plain.declined.map(({ rule }) => rule));
  expect(after.replaceAll(/\r*\n/g, '\n')).toBe(plain.text);
  expect(plain.text).toContain('AS builder');
});
