import { describe, expect, test } from '@jest/globals';
import {
  between,
  cased,
  casedAs,
  indentOf,
  instructionText,
  jsonArray,
  lineEnding,
  wholeLines,
} from '../src/layout/index.js';
import { parse } from '../src/dockerfile/index.js';

test.each([
  ['FROM a', '\n'],
  ['FROM a\n', '\n'],
  ['FROM a\r\n', '\r\n'],
  ['FROM a\r\nRUN b\r\nRUN c\n', '\r\n'],
  ['FROM a\r\nRUN b\nRUN c\n', '\n'],
  ['FROM a\r\nRUN b\n', '\n'],
  ['\ufeffFROM a\r\n', '\r\n'],
])('the line ending of %j is %j', (text, ending) => {
  expect(lineEnding(text)).toBe(ending);
});

test.each([
  ['FROM a', 'RUN', 'AS'],
  ['from a', 'run', 'as'],
  ['From a', 'RUN', 'AS'],
  ['\ufefffrom a', 'run', 'as'],
  ['ARG V=1\nfrom a', 'run', 'as'],
  ['FROM a as b', 'RUN', 'as'],
  ['from a AS b', 'run', 'AS'],
  ['FROM a As b', 'RUN', 'As'],
  ['FROM a\nFROM b as c', 'RUN', 'as'],
  ['FROM as AS as', 'RUN', 'AS'],
])('in %j new lines say %s and %s', (text, keyword, as) => {
  expect([cased(parse(text), 'RUN'), casedAs(parse(text))]).toEqual([keyword, as]);
});

test.each([
  ['FROM a', '["x", "y"]'],
  ['FROM a\nCMD ["b"]', '["x", "y"]'],
  ['FROM a\nCMD [ "b" ]', '[ "x", "y" ]'],
  ['FROM a\nCMD ["b","c"]', '["x","y"]'],
  ['FROM a\nCMD ["b" ,"c"]', '["x","y"]'],
  ['FROM a\nCMD [ "b", "c" ]', '[ "x", "y" ]'],
  ['FROM a\nCMD [ "b","c" ]', '[ "x","y" ]'],
  ['FROM a\nCMD [\t"b","c" ]', '[ "x","y" ]'],
  ['FROM a\nRUN ["b","c"]\nCMD ["d", "e"]', '["x","y"]'],
  ['FROM a\nHEALTHCHECK CMD [ "b","c" ]', '[ "x","y" ]'],
  ['FROM a\nCMD ["b,", "c"]', '["x", "y"]'],
  ['FROM a\nCMD []', '["x", "y"]'],
])('JSON in %j is written %s', (text, json) => {
  expect(jsonArray(parse(text), ['x', 'y'])).toBe(json);
});

describe('JSON for an instruction', () => {
  const file = parse('FROM a\nRUN ["b","c"]\nENTRYPOINT [ "d", "e" ]\nCMD [ "f" ]\nSTOPSIGNAL 9');

  test.each([
    ['ENTRYPOINT', '[ "x", "y" ]'],
    ['CMD', '[ "x","y" ]'],
    ['STOPSIGNAL', '["x","y"]'],
  ])('is written as %s has its own, else as the file has it: %s', (keyword, json) => {
    const like = file.instructions.find((one) => one.keyword === keyword);
    expect(jsonArray(file, ['x', 'y'], like)).toBe(json);
  });

  test('escapes what JSON escapes', () => {
    expect(jsonArray(file, ['say "x"', 'a\\b'])).toBe('["say \\"x\\"","a\\\\b"]');
  });
});

const long = Array.from({ length: 3 }, (_, index) => `/${String(index).repeat(50)}`);

test.each([
  ['a backslash and four blanks', 'FROM a', ' \\\n', '    '],
  ['carriage returns', 'FROM a\r\nRUN b\r\n', ' \\\r\n', '    '],
  ["the file's token", '# escape=`\nFROM a', ' `\n', '    '],
  ["the file's indent", 'FROM a\nRUN b \\\n  && c', ' \\\n', '  '],
  ["the file's tabs", 'FROM a\nRUN b \\ \n\t&& c', ' \\\n', '\t'],
  ["the file's indent under its token", '# escape=`\nFROM a\nRUN b `\n  c', ' `\n', '  '],
  ['no indent of a comment', 'FROM a\nRUN b \\\n      # d\n  && c', ' \\\n', '  '],
  ['no indent of a heredoc', 'FROM a\nRUN <<E\n  b\nE', ' \\\n', '    '],
  ['no indent of another instruction', 'FROM a\nENV a=b \\\n  c=d', ' \\\n', '    '],
])('what is too wide is broken with %s', (_, text, end, indent) => {
  const written = `RUN rm ${long[0]}${end}${indent}${long[1]}${end}${indent}${long[2]}`;
  expect(instructionText(parse(text), 'RUN', ['rm', ...long])).toBe(written);
});

describe('the width', () => {
  test('is not a reason to break what fits', () => {
    expect(instructionText(parse('from a'), 'RUN', ['rm', '-rf', '/x'])).toBe('run rm -rf /x');
  });

  test('is a hundred columns with the continuation', () => {
    const words = Array.from({ length: 60 }, (_, index) => `/${'x'.repeat(index)}`);
    const lines = instructionText(parse('FROM a'), 'RUN', words).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.join('').replace(/ \\ +/g, ' ')).toBe(`RUN ${words.join(' ')}`);
  });

  test('gives way to a word that is wider', () => {
    const word = 'x'.repeat(200);
    expect(instructionText(parse('FROM a'), 'RUN', [word])).toBe(`RUN ${word}`);
  });

  test('can be told apart by the parser again', () => {
    const text = instructionText(parse('# escape=`\r\nFROM a\r\n'), 'RUN', ['rm', ...long]);
    const { instructions } = parse(`# escape=\`\r\nFROM a\r\n${text}\r\n`);
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN']);
    expect(instructions[1]?.argument.split(/\s+/)).toEqual(['rm', ...long]);
  });
});

test.each([
  ['FROM a\n  CMD b', '  '],
  ['FROM a\n\tCMD b\n', '\t'],
  ['FROM a\r\n CMD b', ' '],
  ['FROM a\nCMD b', ''],
])('the indentation of CMD in %j is %j', (text, indent) => {
  const file = parse(text);
  expect(indentOf(file, file.instructions[1]!)).toBe(indent);
});

test.each([
  ['FROM a\n  RUN b\nCMD c', '  RUN b\n'],
  ['FROM a\r\nRUN b\r\nCMD c', 'RUN b\r\n'],
  ['FROM a\nRUN b \\\n  c\nCMD d', 'RUN b \\\n  c\n'],
  ['FROM a\nRUN b', 'RUN b'],
  ['FROM a\nRUN b  \n\nCMD c', 'RUN b  \n'],
])('the whole lines of RUN in %j are %j', (text, lines) => {
  const file = parse(text);
  const { start, end } = wholeLines(file, file.instructions[1]!);
  expect(text.slice(start, end)).toBe(lines);
});

test.each([
  ['FROM a\n\nRUN b\n\nRUN c\n\nCMD d\n', '\n\n'],
  ['FROM a\r\n\r\nRUN b\r\n\r\nRUN c\r\n\r\n# e\r\nCMD d\r\n', '\r\n\r\n'],
  ['FROM a\n\nRUN b\n\nRUN c\nCMD d\n', '\n'],
  ['FROM a\n\nRUN b\n\nRUN c\n# e\nCMD d\n', '\n'],
  ['FROM a\n\nCMD b\n', '\n'],
  ['FROM a\nCMD b\n', '\n'],
])('between instructions of %j stands %j', (text, gap) => {
  expect(between(parse(text))).toBe(gap);
});
