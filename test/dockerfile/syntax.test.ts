import { describe, expect, test } from '@jest/globals';
import { fromSyntax, parse, propertiesOf, splitWords } from '../../src/dockerfile/index.js';

/** Names, values and the text under their spans, of the first instruction after FROM. */
function properties(line: string, before = '') {
  const text = `${before}FROM x\n${line}\n`;
  return propertiesOf(parse(text).instructions[1]!)?.map(
    ({ name, value, valueSpan, start, end }) => {
      const under = text.slice(start, end);
      const valueUnder = valueSpan && text.slice(valueSpan.start, valueSpan.end);
      expect(valueUnder?.replace(/\\\n/g, '')).toBe(value);
      expect(under.startsWith(name)).toBe(true);
      return value === undefined ? [name] : [name, value];
    },
  );
}

describe('properties of ENV, LABEL and ARG', () => {
  test.each<[string, string, string[][]]>([
    ['one', 'ENV A=1', [['A', '1']]],
    [
      'several',
      'ENV A=1 B=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'quotes stay',
      'ENV A="x y" B=\'z\'',
      [
        ['A', '"x y"'],
        ['B', "'z'"],
      ],
    ],
    [
      'escapes stay',
      'ENV A=x\\ y B="\\""',
      [
        ['A', 'x\\ y'],
        ['B', '"\\""'],
      ],
    ],
    [
      'an empty value',
      'ENV A= B=',
      [
        ['A', ''],
        ['B', ''],
      ],
    ],
    ['equals signs in the value', 'ENV A=b=c', [['A', 'b=c']]],
    ['quotes around the name', 'LABEL "a.b"="c"', [['"a.b"', '"c"']]],
    ['quotes around the whole', 'ENV "A=b c"', [['"A', 'b c"']]],
    [
      'over lines',
      'ENV A=1 \\\n # c\n B=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['a value over lines', 'ENV A=1\\\n2', [['A', '12']]],
    [
      'tabs between',
      'ENV\tA=1\tB=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['A27 the legacy form takes the rest of the line', 'ENV A b  c=d', [['A', 'b  c=d']]],
    ['A27 quotes and all', 'ENV A "b" \'c\'', [['A', '"b" \'c\'']]],
    ['A27 LABEL has it too', 'LABEL a b c', [['a', 'b c']]],
    ['an open quote reaches to the end', "ENV A=it's B=1", [['A', "it's B=1"]]],
    ['ARG without a value', 'ARG A', [['A']]],
    ['ARG with a default', 'ARG A="b c"', [['A', '"b c"']]],
    ['several in one ARG', 'ARG A B=1 C', [['A'], ['B', '1'], ['C']]],
    ['variables stay', 'ENV A=$B${C:-"d e"}', [['A', '$B${C:-"d e"}']]],
  ])('%s', (_, line, found) => {
    expect(properties(line)).toEqual(found);
  });

  test('A06 a backtick escapes after "# escape=`"', () => {
    expect(properties('ENV A=x` y B=c:\\', '# escape=`\n')).toEqual([
      ['A', 'x` y'],
      ['B', 'c:\\'],
    ]);
  });

  test.each([['RUN a=b'], ['CMD a=b'], ['COPY a=b c=d'], ['USER a=b']])(
    'none of other instructions: %s',
    (line) => {
      expect(properties(line)).toBeUndefined();
    },
  );

  test('a second reading that differs makes the instruction opaque', () => {
    const [from] = parse('FROM x').instructions;
    expect(propertiesOf({ ...from!, keyword: 'COPY', argument: 'a=b' })).toBeUndefined();
    expect(fromSyntax({ ...from!, keyword: 'ENV', argument: 'a=b' })).toBeUndefined();
  });
});

describe('parts of FROM', () => {
  const cases: [string, string, string?][] = [
    ['FROM node', 'node'],
    ['FROM node:20 AS build', 'node:20', 'build'],
    ['from  node:20\tas  Build  ', 'node:20', 'Build'],
    ['FROM --platform=$BUILDPLATFORM node:${V:-20} AS b', 'node:${V:-20}', 'b'],
    ['FROM r.io:5000/n@sha256:abc', 'r.io:5000/n@sha256:abc'],
    ['FROM "node:20"', '"node:20"'],
    ['FROM node:20 \\\n # c\n AS \\\n b', 'node:20', 'b'],
    ['FROM \\\n node', 'node'],
  ];
  test.each(cases.map(([text, ...parts]) => [text, parts] as const))(
    '%s',
    (text, [image, name]) => {
      const syntax = fromSyntax(parse(text).instructions[0]!);
      expect([syntax?.image.text, syntax?.name?.text]).toEqual([image, name]);
      for (const part of [syntax?.image, syntax?.name])
        if (part) expect(text.slice(part.start, part.end)).toBe(part.text);
    },
  );
});

test('words keep quotes and escapes', () => {
  expect(splitWords(' a "b c"\t\'d e\'f g\\ h \u00a0i')).toEqual([
    'a',
    '"b c"',
    "'d e'f",
    'g\\ h',
    'i',
  ]);
  expect(splitWords('a` b', '`')).toEqual(['a` b']);
  expect(splitWords('')).toEqual([]);
});
