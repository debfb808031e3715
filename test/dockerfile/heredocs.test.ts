import { describe, expect, test } from '@jest/globals';
import { parse } from '../../src/dockerfile/index.js';

/** The heredocs of the second instruction: name, body, and `chomp` or `expand` where they hold. */
function heredocs(text: string): string[][] {
  const { line } = parse(text).instructions[1]!;
  return line.heredocs.map(({ name, body, chomp, expand }) => [
    name,
    text.slice(body.start, body.end),
    ...(chomp ? ['chomp'] : []),
    ...(expand ? ['expand'] : []),
  ]);
}

describe('A09 heredocs', () => {
  test.each<[string, string, string[][]]>([
    ['a body up to its name', 'RUN <<E\na\nE\n', [['E', 'a\n', 'expand']]],
    ['an empty body', 'RUN <<E\nE\n', [['E', '', 'expand']]],
    [
      '<<- drops tabs before the name, not blanks',
      'RUN <<-E\n\ta\n E\n\tE\n',
      [['E', '\ta\n E\n', 'chomp', 'expand']],
    ],
    ['a quoted name expands nothing', 'RUN <<"E"\nE\n', [['E', '']]],
    ['quotes may stand inside the name', "RUN <<E'O'F\nEOF\n", [['EOF', '']]],
    ['an escape in the name quotes nothing', 'RUN <<\\E\nE\n', [['E', '', 'expand']]],
    ['blanks may stand before the name', 'RUN <<  E\nE\n', [['E', '', 'expand']]],
    ['a name in quotes keeps its blanks', 'RUN <<"a b"\na b\n', [['a b', '']]],
    ['a number may stand before', 'RUN 3<<E\nE\n', [['E', '', 'expand']]],
    [
      'several follow in order',
      'COPY <<a <<b /\n1\na\n2\nb\n',
      [
        ['a', '1\n', 'expand'],
        ['b', '2\n', 'expand'],
      ],
    ],
    ['variables in the name stay', 'RUN <<$A\n$A\n', [['$A', '', 'expand']]],
    [
      'lines look like what they like',
      'RUN <<E\nFROM y\n# c\na \\\nE\n',
      [['E', 'FROM y\n# c\na \\\n', 'expand']],
    ],
    ['A08 a body keeps its carriage returns', 'RUN <<E\r\na\r\nE\r\n', [['E', 'a\r\n', 'expand']]],
    ['in the text of a shell too', 'RUN cat <<E >f\na\nE\n', [['E', 'a\n', 'expand']]],
    ['in ADD', 'ADD <<E /f\na\nE\n', [['E', 'a\n', 'expand']]],
    ['in a trigger', 'ONBUILD RUN <<E\na\nE\n', [['E', 'a\n', 'expand']]],
    ['none in quotes', 'RUN echo "x <<E y"\n', []],
    ['none inside another word', "RUN sh -c 'cat <<E' a<<E\n", []],
    ['none as here-string or shift', 'RUN cat <<<E; echo $((1<<2))\n', []],
    ['none without a name', 'RUN cat <<- "" <<""\n', []],
    ['none in the JSON form', 'RUN ["cat", "<<E"]\n', []],
    ['none elsewhere', 'CMD cat <<E\n', []],
    ['none where the line can not be read', "RUN echo it's <<E\n", []],
    ['none after a bad variable', 'RUN echo ${} <<E\n', []],
  ])('%s', (_, text, found) => {
    expect(heredocs(`FROM x\n${text}`)).toEqual(found);
  });

  test('what follows the name is the next instruction', () => {
    const text = 'FROM x\nRUN <<E\nE\nUSER u\n';
    expect(parse(text).instructions.map(({ start, end }) => text.slice(start, end))).toEqual([
      'FROM x',
      'RUN <<E\nE',
      'USER u',
    ]);
  });

  test('a line whose variables are nested too deeply to tell is refused', () => {
    const nested = (levels: number) => `${'${A:-'.repeat(levels)}b${'}'.repeat(levels)}`;
    expect(heredocs(`FROM x\nRUN ${nested(90)} <<E\nE\n`)).toEqual([['E', '', 'expand']]);
    expect(() => parse(`FROM x\nRUN ${nested(110)} <<E\nE\n`)).toThrow('nested too deeply');
  });
});
