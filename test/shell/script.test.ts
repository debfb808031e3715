import { describe, expect, test } from '@jest/globals';
import {
  type Command,
  parseScript,
  programOf,
  quoteWord,
  wordValues,
} from '../../src/shell/index.js';

/** One command as a line: operator, words (`?` where not known, `*` after a pattern), `nested`. */
function line({ operator, words, nested, redirected }: Command): string {
  const values = words.map(({ value, pattern }) => `${value ?? '?'}${pattern ? ' *' : ''}`);
  const marks = [...(nested ? ['nested'] : []), ...(redirected ? ['redirected'] : [])];
  return [operator ?? '', values.join('|'), ...marks].join(' ').trim();
}

const read = (text: string) => parseScript(text)?.commands.map(line);

describe('commands of a script', () => {
  test.each<[string, string[]]>([
    ['npm ci', ['npm|ci']],
    // What runs in the background does so in a shell of its own.
    ['a && b || c; d | e & f', ['a', '&& b', '|| c', 'd nested', 'e nested', '& f']],
    ['a\nb', ['a', '; b']],
    ['a # b && c', ['a']],
    ['', []],
    ['# a', []],
    ['if a; then b; else c; fi', ['a nested', 'b nested', 'c nested']],
    ['for x in 1 2; do a $x; done', ['a|? nested']],
    ['(a; b) && { c; }', ['a nested', 'b nested', 'c nested']],
    ['a $(b `c`)', ['a|?', 'b|? nested', 'c nested']],
    ['a > f 2>&1', ['a redirected']],
    ['A=1 B="x y" a', ['a']],
    ['export A=1', ['export|A=1']],
    ['! a', ['a']],
    ['a() { b; }; a', ['b nested', '; a']],
    ['case $x in y) a;; esac', ['a nested']],
  ])('%s', (text, commands) => {
    expect(read(text)).toEqual(commands);
  });
});

describe('values of words', () => {
  test.each<[string, string]>([
    ['a"b c"\'d\'', 'ab cd'],
    ['a\\ b', 'a b'],
    ['"a\\$b\\`\\"\\\\\\c"', 'a$b`"\\\\c'],
    ["'a\\b'", 'a\\b'],
    ['""', ''],
    ['$A', '?'],
    ['"a${A}b"', '?'],
    ["'$A'", '$A'],
    ['`a`', '?'],
    ["$'a\\n'", '?'],
    ['~/a', '~/a *'],
    ['"~/a"', '~/a'],
    ['*.js', '*.js *'],
    ['"*.js"', '*.js'],
    ['{a,b}', '{a,b} *'],
  ])('%s', (word, value) => {
    expect(read(`x ${word}`)?.[0]).toBe(`x|${value}`);
  });
});

describe('spans', () => {
  test.each([
    ['A=1 npm  "run x" && (b c) | d $(e "f g")'],
    ['a `b \'c\'` "$(d)" ${e:-$(f)}'],
    ['cat <<E\n$(a b)\nE\nc'],
  ])('%s', (text) => {
    const { commands } = parseScript(text)!;
    for (const { start, end, words, assignments } of commands)
      for (const part of [...words, ...assignments]) {
        expect(text.slice(part.start, part.end)).toBe(part.text);
        expect(part.start >= start && part.end <= end).toBe(true);
      }
    expect(commands.length).toBeGreaterThan(1);
  });
});

describe('hands off', () => {
  test.each([
    ['an open quote', 'a "b'],
    ['an open parenthesis', 'a && (b'],
    ['a stray one, which the parser skips', 'a(b c'],
    ['if without fi', 'if a; then b'],
    ['two operators', 'a & && b'],
    ['an operator at the end', 'a &&'],
    ['a substitution that can not be read', 'a $(b "c)'],
    ['backticks with escapes, in which positions are off', 'a `b \\`c\\``'],
    ['the substitution of bash 5.3', 'a ${ b; }'],
  ])('%s: %s', (_, text) => {
    expect(parseScript(text)).toBeUndefined();
  });

  test.each([['('], ['$('], ['`'], ['"$('], ['{ '], ['if '], ['${a:-'], ['[['], ['<<E ']])(
    'thousands of %s are no crash',
    (piece) => {
      expect(() => parseScript(piece.repeat(5000))).not.toThrow();
    },
  );
});

test('programs are named without their folder', () => {
  const names = parseScript('/usr/bin/npm i; $X a; A=1; ./b')!.commands.map(programOf);
  expect(names).toEqual(['npm', undefined, undefined, 'b']);
});

test('values of all words', () => {
  expect(wordValues(parseScript('a $b c')!.commands[0]!)).toEqual(['a', undefined, 'c']);
});

test.each([
  'a',
  'a b',
  "it's",
  '',
  '$A',
  'a"b',
  'a\\b',
  '*',
  '~',
  '#',
  'é',
  '-x=/a:b@c,d%e+f',
  '\n',
])('a quoted word reads back: %j', (word) => {
  const [command] = parseScript(`x ${quoteWord(word)}`)!.commands;
  expect(command!.words[1]).toMatchObject({ value: word, pattern: false });
});
