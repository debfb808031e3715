import { describe, expect, test } from '@jest/globals';
import { continuationOf, hasContinuedRun, parse, tokenColumn } from '../../src/dockerfile/index.js';

/** A file of some RUNs, each given by its lines. */
function file(...runs: readonly string[][]) {
  const style = undefined;
  return parse(['FROM node:20', ...runs.map((lines) => lines.join('\n'))].join('\n'), [], style);
}

describe('how most lines of a file go on', () => {
  test.each([
    ['nothing shows it', [['RUN a']], { commands: '    ', words: '    ', nested: '        ' }],
    ['commands', [['RUN a \\', '  && b']], { commands: '  ', words: '  ', nested: '    ' }],
    ['words', [['RUN a \\', '  b']], { commands: '  ', words: '  ', nested: '    ' }],
    ['tabs', [['RUN a \\', '\t&& b']], { commands: '\t', words: '\t', nested: '\t\t' }],
    ['three blanks', [['RUN a \\', '   && b']], { commands: '   ', nested: '       ' }],
    [
      'words of a later command',
      [['RUN a \\', ' && b \\', '      c']],
      { commands: ' ', words: ' ', nested: '      ' },
    ],
    [
      'words before the first operator are those of the first command',
      [['RUN a \\', '     x \\', ' && b']],
      { commands: ' ', words: '     ', nested: '     ' },
    ],
    [
      'commands in the first column',
      [['RUN a \\', '&& b']],
      { commands: '', words: '    ', nested: '    ' },
    ],
    [
      'what most lines do, of equals the first',
      [
        ['RUN a \\', '  && b \\', '   && c \\', '   && d'],
        ['RUN a \\', '  && b'],
      ],
      { commands: '  ' },
    ],
    [
      'what most lines do, wherever they stand',
      [
        ['RUN a \\', '  && b'],
        ['RUN a \\', ' && b \\', ' && c'],
      ],
      { commands: ' ' },
    ],
    [
      'below a lone RUN stands a command',
      [['RUN \\', '  a \\', '     x']],
      { commands: '  ', words: '     ' },
    ],
    [
      'a word that begins with what looks like an operator further on',
      [['RUN a \\', '   x && \\', ' b']],
      { commands: ' ', words: '   ' },
    ],
    ['comments count for nothing', [['RUN a \\', '# why', ' && b']], { commands: ' ' }],
    ['heredocs count for nothing', [['RUN <<E', ' && a', 'E']], { commands: '    ' }],
  ])('%s', (_, runs, expected) => {
    expect(continuationOf(file(...runs))).toMatchObject(expected);
  });

  test('an instruction that has lines of its own is asked first', () => {
    const one = file(['RUN a \\', '  && b'], ['RUN a \\', '   && b'], ['RUN a']);
    const [, first, second, third] = one.instructions;
    const indent = (at: typeof first) => continuationOf(one, at).commands;
    expect([first, second, third].map(indent)).toEqual(['  ', '   ', '  ']);
  });

  test("the project's settings tell what the file leaves open", () => {
    const style = { indent: '\t' };
    const [plain, set] = ['RUN a', 'RUN a \\\n  && b'].map((run) =>
      continuationOf(parse(`FROM node:20\n${run}`, [], style)),
    );
    expect(plain).toMatchObject({ commands: '\t', words: '\t', nested: '\t\t' });
    expect(set).toMatchObject({ commands: '  ', nested: '  \t' });
  });
});

describe('where the operators stand', () => {
  test.each([
    [[['RUN a']], 'start'],
    [[['RUN a \\', '  && b']], 'start'],
    [[['RUN a \\', '  || b']], 'start'],
    [[['RUN a && \\', '  b']], 'end'],
    [[['RUN a; \\', '  b']], 'end'],
    [[['RUN a || \\', '  b']], 'end'],
    [
      [
        ['RUN a && \\', '  b'],
        ['RUN a \\', '  && b'],
      ],
      'start',
    ],
    [
      [
        ['RUN a && \\', '  b && \\', '  c'],
        ['RUN a \\', '  && b'],
      ],
      'end',
    ],
    [[['RUN a && b \\', '  c']], 'start'],
  ])('%j: %s', (runs, joint) => {
    expect(continuationOf(file(...runs)).joint).toBe(joint);
  });
});

describe('tokens one below the other', () => {
  const aligned = ['RUN a      \\', '  && bcde  \\', '  && f'];
  const other = ['RUN abcdefg   \\', '  && h        \\', '  && f'];
  const loose = ['RUN a \\', '  && bcde \\', '  && f'];

  test.each([
    ['one RUN', [aligned], 11],
    ['two alike', [aligned, aligned], 11],
    ['each in its own', [aligned, other], 'own'],
    ['most of them', [aligned, aligned, loose], 11],
    ['half of them', [aligned, loose], undefined],
    ['none', [loose], undefined],
    ['a RUN of two lines has no column', [['RUN a   \\', ' b']], undefined],
  ])('%s', (_, runs, column) => {
    expect(continuationOf(file(...runs)).column).toBe(column);
  });

  test('an instruction is asked for its own', () => {
    const one = file(aligned, other, ['RUN x']);
    const [, first, second, third] = one.instructions;
    const columns = [first, second, third].map((at) => continuationOf(one, at).column);
    expect(columns).toEqual([11, 14, 'own']);
    expect([first, second, third].map((at) => tokenColumn(one, at!))).toEqual([11, 14, undefined]);
  });

  test.each([
    ['a line that is too long sticks out', ['RUN a   \\', ' bcd    \\', ' bcdefghij \\', ' c'], 8],
    ['one that is too short does not', ['RUN a   \\', ' bcd    \\', ' b \\', ' c'], undefined],
    ['lines of one length show nothing', ['RUN a \\', ' bcde \\', ' c'], undefined],
    ['nor do tabs', ['RUN a   \\', '\tbcd    \\', ' c'], undefined],
  ])('%s', (_, lines, column) => {
    const one = file(lines);
    expect(tokenColumn(one, one.instructions[1]!)).toBe(column);
  });
});

test.each([
  [['RUN a'], false],
  [['RUN a \\', ' b'], true],
  [['ENV a=b \\', ' c=d'], false],
])('%j goes on: %s', (lines, goesOn) => {
  expect(hasContinuedRun(file(lines))).toBe(goesOn);
});
