import { describe, expect, test } from '@jest/globals';
import { aligned, chainText, fittingChain, jointText } from '../src/layout/index.js';
import { parse } from '../src/dockerfile/index.js';
import { applyEdits } from '../src/edits.js';
import { insert, replace } from '../src/transform.js';

const commands = [
  ['apk', 'update'],
  ['apk', 'add', 'git', 'curl'],
  ['rm', '/x'],
];

/** Lines with their tokens in a column. */
function inColumn(column: number, lines: readonly string[]): string {
  return [...lines.slice(0, -1).map((line) => `${line.padEnd(column)}\\`), lines.at(-1)].join('\n');
}

/** A RUN of three commands, the second of them too wide, as each file writes its own. */
test.each([
  [
    'no habit at all',
    'FROM a',
    ['RUN apk update \\', '    && apk add git \\', '        curl \\', '    && rm /x'],
  ],
  [
    'two blanks',
    'FROM a\nRUN b \\\n  && c',
    ['RUN apk update \\', '  && apk add git \\', '    curl \\', '  && rm /x'],
  ],
  [
    'one blank',
    'FROM a\nRUN b \\\n && c',
    ['RUN apk update \\', ' && apk add git \\', '     curl \\', ' && rm /x'],
  ],
  [
    'four blanks',
    'FROM a\nRUN b \\\n    && c',
    ['RUN apk update \\', '    && apk add git \\', '        curl \\', '    && rm /x'],
  ],
  [
    'tabs',
    'FROM a\nRUN b \\\n\t&& c',
    ['RUN apk update \\', '\t&& apk add git \\', '\t\tcurl \\', '\t&& rm /x'],
  ],
  [
    'the first column',
    'FROM a\nRUN b && \\\nc',
    ['RUN apk update && \\', 'apk add git \\', '    curl && \\', 'rm /x'],
  ],
  [
    'operators at the end',
    'FROM a\nRUN b && \\\n  c',
    ['RUN apk update && \\', '  apk add git \\', '    curl && \\', '  rm /x'],
  ],
  [
    'semicolons at the end',
    'FROM a\nRUN b; \\\n  c',
    ['RUN apk update && \\', '  apk add git \\', '    curl && \\', '  rm /x'],
  ],
  [
    'operators at the end, mostly',
    'FROM a\nRUN b && \\\n  c && \\\n  d \\\n  && e',
    ['RUN apk update && \\', '  apk add git \\', '    curl && \\', '  rm /x'],
  ],
  [
    'a lone RUN above',
    'FROM a\nRUN \\\n  b \\\n    c',
    ['RUN apk update \\', '  && apk add git \\', '    curl \\', '  && rm /x'],
  ],
  [
    'lists of their own indent',
    'FROM a\nRUN b \\\n && c \\\n      d \\\n      e',
    ['RUN apk update \\', ' && apk add git \\', '      curl \\', ' && rm /x'],
  ],
  [
    'tokens in one column',
    `FROM a\n${inColumn(25, ['RUN b', '  && cd', '  && efg'])}`,
    inColumn(25, ['RUN apk update', '  && apk add git', '    curl', '  && rm /x']).split('\n'),
  ],
  [
    'tokens in a column of each instruction',
    `FROM a\n${inColumn(14, ['RUN b', ' && cd', ' && e'])}\n${inColumn(18, ['RUN b', ' && cd', ' && e'])}`,
    inColumn(16, ['RUN apk update', ' && apk add git', '     curl', ' && rm /x']).split('\n'),
  ],
  [
    'tokens that stand in a column by chance',
    'FROM a\nRUN bbb \\\n && cc \\\n && d',
    ['RUN apk update \\', ' && apk add git \\', '     curl \\', ' && rm /x'],
  ],
  [
    'backticks',
    '# escape=`\nFROM a\nRUN b `\n  && c',
    ['RUN apk update `', '  && apk add git `', '    curl `', '  && rm /x'],
  ],
  [
    'lower case',
    'from a\nrun b \\\n  && c',
    ['run apk update \\', '  && apk add git \\', '    curl \\', '  && rm /x'],
  ],
  [
    'carriage returns',
    'FROM a\r\nRUN b \\\r\n  && c\r\n',
    ['RUN apk update \\\r', '  && apk add git \\\r', '    curl \\\r', '  && rm /x'],
  ],
])('with %s', (_, text, lines) => {
  const file = parse(text, [], { width: 20 });
  expect(chainText(file, 'RUN', commands).split('\n')).toEqual(lines);
});

test('what fits on one line stands on one', () => {
  const file = parse('FROM a\nRUN b \\\n  && c');
  expect(fittingChain(file, 'RUN', commands)).toBe('RUN apk update && apk add git curl && rm /x');
  const narrow = parse('FROM a\nRUN b \\\n  && c', [], { width: 20 });
  expect(fittingChain(narrow, 'RUN', commands)).toBe(chainText(narrow, 'RUN', commands));
});

test('words end before the column of the tokens', () => {
  const file = parse(`FROM a\n${inColumn(50, ['RUN b', '  && cd', '  && efg'])}`);
  const words = ['rm', ...Array.from({ length: 5 }, (_, index) => `/${'x'.repeat(20 + index)}`)];
  const lines = chainText(file, 'RUN', [words]).split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map((line) => line.indexOf('\\'))).toEqual(lines.map(() => 50));
});

test.each([
  ['its own habit', 'FROM a\nRUN b && \\\n c\nRUN d \\\n  && e', 1, ' && \\\n '],
  ['that of the file', 'FROM a\nRUN b\nRUN d \\\n  && e', 1, ' \\\n  && '],
])('an instruction goes on by %s', (_, text, index, joint) => {
  const file = parse(text);
  expect(jointText(file, file.instructions[index]!)).toBe(joint);
});

describe('edits of an instruction', () => {
  const at = (text: string) => ({ file: parse(text), run: parse(text).instructions[1]! });

  test('leave its tokens in their column', () => {
    const { file, run } = at(`FROM a\n${inColumn(20, ['RUN bb', '  && cc', '  && d'])}\n`);
    const end = file.text.indexOf('bb') + 2;
    const edits = aligned(file, run, [insert(end, '-more'), insert(file.text.indexOf('cc'), 'x')]);
    expect(applyEdits(file.text, edits)).toBe(
      `FROM a\n${inColumn(20, ['RUN bb-more', '  && xcc', '  && d'])}\n`,
    );
  });

  test('push a token out where a line gets too long for the column', () => {
    const { file, run } = at(`FROM a\n${inColumn(9, ['RUN bb', ' && c', ' && d'])}\n`);
    const place = file.text.indexOf('bb');
    const edits = aligned(file, run, [replace({ start: place, end: place + 2 }, 'eleven')]);
    expect(applyEdits(file.text, edits)).toBe('FROM a\nRUN eleven \\\n && c    \\\n && d\n');
  });

  test('stay as they are where there is no column', () => {
    const { file, run } = at('FROM a\nRUN b \\\n  && c \\\n  && d\n');
    const edits = [insert(run.start + 5, 'x')];
    expect(aligned(file, run, edits)).toBe(edits);
  });

  test('leave other lines alone', () => {
    const { file, run } = at(`FROM a\n${inColumn(20, ['RUN b', '  "c', '  d"', '  e'])}\n`);
    const [edit] = aligned(file, run, [insert(run.start + 5, 'x')]);
    expect(file.text.slice(edit!.start, edit!.end)).not.toContain('"c');
  });
});
