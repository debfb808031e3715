import { describe, expect, test } from '@jest/globals';
import { parse } from '../../src/dockerfile/index.js';
import { lineAt } from '../../src/edits.js';

/** Each instruction after the first FROM: its first and last line, and what it joins to. */
function joined(text: string): [number, number, string][] {
  const [, ...rest] = parse(text).instructions;
  return rest.map(({ start, end, line }) => [
    lineAt(text, start),
    lineAt(text, end),
    line.joined.text,
  ]);
}

describe('joining lines', () => {
  test.each<[string, string, [number, number, string][]]>([
    [
      'one line each',
      'RUN a\nRUN b\n',
      [
        [2, 2, 'RUN a'],
        [3, 3, 'RUN b'],
      ],
    ],
    ['no final newline', 'RUN a', [[2, 2, 'RUN a']]],
    [
      'A04 the token and the newline go, the indentation stays',
      'RUN a \\\n  b\n',
      [[2, 3, 'RUN a   b']],
    ],
    ['A04 nothing stands between the halves of a word', 'RUN ab\\\ncd\n', [[2, 3, 'RUN abcd']]],
    ['A04 blanks may follow the token', 'RUN a \\ \t \nb\n', [[2, 3, 'RUN a b']]],
    [
      'A04 no other blank may',
      'RUN a \\\v\nUSER b\n',
      [
        [2, 2, 'RUN a \\\v'],
        [3, 3, 'USER b'],
      ],
    ],
    [
      'A04 a doubled token is none',
      'RUN a \\\\\nUSER b\n',
      [
        [2, 2, 'RUN a \\\\'],
        [3, 3, 'USER b'],
      ],
    ],
    [
      'A04 nor is a tripled one',
      'RUN a \\\\\\\nUSER b\n',
      [
        [2, 2, 'RUN a \\\\\\'],
        [3, 3, 'USER b'],
      ],
    ],
    ['A03 comments inside are dropped', 'RUN a \\\n# c\n  # d \\\n  b\n', [[2, 5, 'RUN a   b']]],
    ['A03 blank lines inside are dropped', 'RUN a \\\n\n \t\n  b\n', [[2, 5, 'RUN a   b']]],
    [
      'A03 one instruction reaches over a blank line',
      'RUN a \\\n\nCMD x\n',
      [[2, 4, 'RUN a CMD x']],
    ],
    ['A03 what follows the last token may be missing', 'RUN a \\\n# c\n', [[2, 3, 'RUN a ']]],
    [
      'A02 a number sign later in the line is no comment',
      'WORKDIR /app # x\n',
      [[2, 2, 'WORKDIR /app # x']],
    ],
    [
      'A02 nor is one in a continued line after a word',
      'RUN a \\\n b # c\n',
      [[2, 3, 'RUN a  b # c']],
    ],
    ['indentation goes, blanks at the end stay', '  RUN a  \n', [[2, 2, 'RUN a  ']]],
    ['a token alone begins a line that the next one fills', '\\\n  RUN a\n', [[2, 3, '  RUN a']]],
    [
      'A08 CRLF',
      'RUN a \\\r\n  b\r\nUSER c\r\n',
      [
        [2, 3, 'RUN a   b'],
        [4, 4, 'USER c'],
      ],
    ],
    ['A08 carriage returns at the end are one ending', 'RUN a\r\r\n', [[2, 2, 'RUN a']]],
    ['a carriage return inside a line is a blank', 'RUN a\rUSER b\n', [[2, 2, 'RUN a\rUSER b']]],
  ])('%s', (_, text, lines) => {
    expect(joined(`FROM x\n${text}`)).toEqual(lines);
  });

  test('A06 a backtick continues after "# escape=`", a backslash does not', () => {
    const text = '# escape=`\nFROM x\nRUN a `\n b\nRUN dir c:\\\nUSER u\n';
    expect(joined(text)).toEqual([
      [3, 4, 'RUN a  b'],
      [5, 5, 'RUN dir c:\\'],
      [6, 6, 'USER u'],
    ]);
  });

  test('A08 a byte order mark is dropped at the very start only', () => {
    expect(parse('\ufeffFROM x\n').instructions[0]).toMatchObject({ start: 1, keyword: 'FROM' });
    expect(() => parse('FROM x\n\ufeffRUN a\n')).toThrow('is no instruction');
  });

  test('a blank is what Go calls one: U+0085 is, U+FEFF is not', () => {
    expect(joined('FROM x\n\u0085RUN a\n\u2003# c\n')).toEqual([[2, 2, 'RUN a']]);
    expect(() => parse('FROM x\n\ufeff# c\n')).toThrow('is no instruction');
  });

  test('A08 a line may have 65,536 bytes with its newline and 65,535 without', () => {
    const line = (bytes: number) => `RUN ${'é'.repeat((bytes - 4) / 2)}`;
    expect(() => parse(`FROM x\n${line(65534)}x\n`)).not.toThrow();
    expect(() => parse(`FROM x\n${line(65534)}x`)).not.toThrow();
    expect(() => parse(`FROM x\n${line(65536)}\n`)).toThrow('longer than');
    expect(() => parse(`FROM x\n${line(65536)}`)).toThrow('longer than');
  });
});

describe('every character knows its place', () => {
  test('in joined text, comments between the lines or not', () => {
    const text = '\ufeffFROM x\r\n\tRUN a \\\r\n# c\r\n\r\n  bé😀 \\ \r\nc\r\n';
    for (const { line, start, end } of parse(text).instructions) {
      const { joined: all } = line;
      const read = Array.from({ length: all.text.length }, (_, i) => text[all.offsetAt(i)]);
      expect(read.join('')).toBe(all.text);
      expect(text.slice(start, end)).not.toMatch(/^\s|\n$/);
    }
  });

  test('a span reaches over what the join left out', () => {
    const text = 'FROM x\nRUN a \\\n# c\n b\n';
    const { joined: all } = parse(text).instructions[1]!.line;
    const { start, end } = all.spanOf(all.text.indexOf('a'), all.text.indexOf('b') + 1);
    expect(text.slice(start, end)).toBe('a \\\n# c\n b');
  });
});

describe('comments', () => {
  test('A13 those directly above an instruction belong to it', () => {
    const text = '# syntax=x\n# a\n\n# b\n  # c\nFROM x\n# d\n\nRUN a \\\n# e\n b\n';
    const { instructions, comments } = parse(text);
    const texts = (spans: readonly { start: number; end: number }[]) =>
      spans.map(({ start, end }) => text.slice(start, end));
    expect(texts(comments)).toEqual(['# a', '# b', '# c', '# d']);
    expect(instructions.map((one) => texts(one.comments))).toEqual([['# b', '# c'], []]);
    expect(texts(instructions[1]!.line.innerComments)).toEqual(['# e']);
  });
});

describe('A05 directives', () => {
  test.each([
    ['none', '', { escape: '\\' }],
    ['escape', '# escape=`\n', { escape: '`' }],
    ['blanks and case', '  #  EsCape  =\t` \n', { escape: '`' }],
    [
      'several',
      '#syntax=a b\n# check=skip=all\n#escape=`\n',
      { syntax: 'a b', check: 'skip=all', escape: '`' },
    ],
    ['the first comment ends them', '# c\n# escape=`\n', { escape: '\\' }],
    ['an unknown key ends them', '# foo=bar\n# escape=`\n', { escape: '\\' }],
    ['a blank line ends them', '\n# escape=`\n', { escape: '\\' }],
    ['an empty value ends them', '# syntax=\n# escape=`\n', { escape: '\\' }],
    ['a vertical tab is no blank here', '# escape\v=`\n', { escape: '\\' }],
    ['A08 a byte order mark before them', '\ufeff# escape=`\r\n', { escape: '`' }],
  ])('%s', (_, text, directives) => {
    expect(parse(`${text}FROM x\n`).directives).toEqual(directives);
  });
});
