import { describe, expect, test } from '@jest/globals';
import { unknownProject } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { splitStages } from '../transforms/split-stages/index.js';

/** What Markdown would lose: carriage returns, byte-order marks, blanks at the end of a line. */
function split(text: string): string {
  const { text: after, declined } = rewrite(text, [splitStages], unknownProject);
  expect(declined).toEqual([]);
  return after;
}

function lines(...all: string[]): string {
  return all.map((line) => `${line}\r\n`).join('');
}

describe('split-stages keeps the bytes of a file', () => {
  test('line endings of CRLF files, moved and new lines included (A08, I12)', () => {
    const before = lines(
      'FROM node:20',
      'LABEL team=shop \\',
      '      tier=web',
      '',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci && npm run build',
      '',
      '# the port',
      'ENV PORT=3000',
      'EXPOSE 3000',
      'CMD ["node", "dist/main.js"]',
    );
    expect(split(before)).toBe(
      lines(
        'FROM node:20 AS builder',
        '',
        'WORKDIR /app',
        'COPY . .',
        'RUN npm ci && npm run build',
        '',
        'FROM node:20',
        '# the port',
        'ENV PORT=3000',
        'COPY --from=builder /app /app',
        'WORKDIR /app',
        'LABEL team=shop \\',
        '      tier=web',
        '',
        'EXPOSE 3000',
        'CMD ["node", "dist/main.js"]',
      ),
    );
  });

  test('a CRLF file without a final newline (I12)', () => {
    const before = lines(
      'FROM node:20',
      'WORKDIR /app',
      'CMD ["node", "dist/main.js"]',
      'COPY . .',
      'RUN npm ci && npm run build',
      '',
    ).concat('ENV PORT=3000');
    const after = lines(
      'FROM node:20 AS builder',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci && npm run build',
      '',
      'FROM node:20',
      'ENV PORT=3000',
      'COPY --from=builder /app /app',
      'WORKDIR /app',
    ).concat('CMD ["node", "dist/main.js"]');
    expect(split(before)).toBe(after);
  });

  test('a byte-order mark (A08)', () => {
    const before =
      '\ufeffFROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]\n';
    expect(split(before)).toBe(
      '\ufeffFROM node:20 AS builder\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:20\nCOPY --from=builder /app /app\nWORKDIR /app\nCMD ["node", "dist/main.js"]\n',
    );
  });

  test('blanks at the end of lines, and lines of blanks alone', () => {
    const before =
      'FROM node:20 \nWORKDIR /app\t\nCOPY . .\n  \nEXPOSE 3000  \n  \nRUN npm ci && npm run build \nCMD ["node", "dist/main.js"] \n';
    expect(split(before)).toBe(
      'FROM node:20 AS builder \nWORKDIR /app\t\nCOPY . .\n  \nRUN npm ci && npm run build \n\nFROM node:20\nCOPY --from=builder /app /app\nWORKDIR /app\nEXPOSE 3000  \nCMD ["node", "dist/main.js"] \n',
    );
  });
});

test('a comment above a USER that nginx has no use for stays (H03)', () => {
  const before = [
    'FROM node:20',
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci && npm run build',
    '# nobody of ours',
    'USER 1000:1000',
    'EXPOSE 3000',
    'USER 1000:1000',
    'CMD ["serve", "-s", "build", "-l", "3000"]',
    '',
  ].join('\n');
  const { text } = rewrite(before, [splitStages], unknownProject, { static: 'nginx' });
  expect(text).toMatch(/# nobody of ours\nEXPOSE 3000\nUSER nginx\n$/);
});
