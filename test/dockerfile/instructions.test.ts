import { describe, expect, test } from '@jest/globals';
import { argumentSpan, DockerfileSyntaxError, parse } from '../../src/dockerfile/index.js';

/** The first instruction after FROM. */
const read = (line: string, before = '') => parse(`${before}FROM x\n${line}\n`).instructions[1]!;

describe('keyword and argument', () => {
  test.each([
    ['A01 any case', 'rUn a', 'RUN', 'a'],
    ['a tab', 'RUN\ta', 'RUN', 'a'],
    ['many blanks around', '  USER \t node \u00a0', 'USER', 'node'],
    ['no argument', 'CMD', 'CMD', ''],
    ['A02 the whole rest of the line', 'WORKDIR /app  # x', 'WORKDIR', '/app  # x'],
    ['A27 the legacy form', 'ENV A b  c', 'ENV', 'A b  c'],
    ['over two lines', 'RUN \\\n # c\n a', 'RUN', 'a'],
    ['keyword in two halves', 'WORK\\\nDIR /a', 'WORKDIR', '/a'],
  ])('%s', (_, line, keyword, argument) => {
    expect(read(line)).toMatchObject({ keyword, argument });
  });

  test('the argument knows its place', () => {
    const text = 'FROM x\nCOPY --link a \\\n  b\n';
    const copy = parse(text).instructions[1]!;
    const { start, end } = argumentSpan(copy, 0, copy.argument.length);
    expect(text.slice(start, end)).toBe('a \\\n  b');
  });
});

describe('A12 flags', () => {
  test.each<[string, string, [string, string?][], string]>([
    ['with a value', 'COPY --from=a /b /c', [['from', 'a']], '/b /c'],
    ['without one', 'COPY --link /b /c', [['link']], '/b /c'],
    ['an empty value', 'RUN --mount= a', [['mount', '']], 'a'],
    ['an equals sign in the value', 'RUN --mount=type=cache a', [['mount', 'type=cache']], 'a'],
    [
      'several',
      'RUN --mount=a --mount=b c',
      [
        ['mount', 'a'],
        ['mount', 'b'],
      ],
      'c',
    ],
    [
      'over lines',
      'RUN --mount=a \\\n --network=none \\\n c',
      [
        ['mount', 'a'],
        ['network', 'none'],
      ],
      'c',
    ],
    ['quotes go', 'COPY --from="a b"\'c\' /b /c', [['from', 'a bc']], '/b /c'],
    [
      'escapes go, between single quotes too',
      "COPY --from=a\\ 'b\\'' /b /c",
      [['from', "a b'"]],
      '/b /c',
    ],
    ['leading ones only', 'RUN a --x', [], 'a --x'],
    ['two hyphens end them', 'RUN --network=none -- --x', [['network', 'none']], '--x'],
    ['one hyphen is a word', 'RUN -x', [], '-x'],
    ['one that no BuildKit of today knows', 'COPY --new-one=a /b /c', [['new-one', 'a']], '/b /c'],
  ])('%s', (_, line, flags, argument) => {
    const one = read(line);
    expect(
      one.flags.map(({ name, value }) => (value === undefined ? [name] : [name, value])),
    ).toEqual(flags);
    expect(one.argument).toBe(argument);
  });

  test('each knows its place', () => {
    const text = 'FROM x\nRUN --mount=a \\\n --network="none" b\n';
    const { flags } = parse(text).instructions[1]!;
    expect(flags.map(({ start, end }) => text.slice(start, end))).toEqual([
      '--mount=a',
      '--network="none"',
    ]);
  });
});

describe('A11 the JSON form', () => {
  test.each<[string, string, string[] | undefined]>([
    ['strings', 'CMD ["node", "a b"]', ['node', 'a b']],
    ['escapes', String.raw`CMD ["\u0041\"\\"]`, ['A"\\']],
    ['half a surrogate pair becomes U+FFFD, as in Go', String.raw`CMD ["\ud800"]`, ['\ufffd']],
    ['empty', 'ENTRYPOINT []', []],
    ['over lines', 'CMD ["a", \\\n "b"]', ['a', 'b']],
    ['after flags', 'RUN --network=none ["a"]', ['a']],
    ['after CMD of HEALTHCHECK', 'HEALTHCHECK --retries=2 CMD ["a"]', ['a']],
    ['of COPY', 'COPY ["a b", "/c"]', ['a b', '/c']],
    ['single quotes make it text', "CMD ['a']", undefined],
    ['so does a trailing comma', 'CMD ["a",]', undefined],
    ['and a trailing comment', 'CMD ["a"] # b', undefined],
    ['and a missing bracket', 'CMD ["a"', undefined],
    ['WORKDIR has none', 'WORKDIR ["a"]', undefined],
    ['ONBUILD has none of its own', 'ONBUILD CMD ["a"]', undefined],
  ])('%s', (_, line, json) => {
    expect(read(line).json).toEqual(json);
  });
});

describe('A82 what BuildKit refuses is refused, with a sentence and its place', () => {
  const cases: Record<string, string> = {
    '|': 'There is no instruction in this file.',
    '|# only a comment\n': 'There is no instruction in this file.',
    '|ARG A=1\n': 'There is no FROM in this file.',
    'ARG A\n|RUN a\nFROM x\n': 'Only ARG may stand before the first FROM, not RUN.',
    'FROM x\n|RUNN a\n': '"RUNN" is no instruction of a Dockerfile.',
    'FROM x\n|RUN\u00a0a\n': '"RUN\u00a0a" is no instruction of a Dockerfile.',
    [`FROM x\n  |${'A'.repeat(40)} b\n`]: `"${'A'.repeat(30)}…" is no instruction of a Dockerfile.`,
    'FROM x\n|\\\n': 'This line holds nothing but a continuation.',
    'FROM x\n|RUN <<E\nF\n': 'The heredoc <<E is never closed.',
    'FROM x\n|CMD ["a", 1]\n': 'The JSON form of CMD takes strings only.',
    'FROM x\n|HEALTHCHECK CMD [1]\n': 'The JSON form of HEALTHCHECK takes strings only.',
    'FROM x\n|ONBUILD CMD [[]]\n': 'The JSON form of CMD takes strings only.',
    '|# escape=x\nFROM x\n': 'The escape directive takes a backslash or a backtick.',
    '|# escape= \nFROM x\n': 'The escape directive takes a backslash or a backtick.',
    '# syntax=a\n|#syntax=b\nFROM x\n': 'The directive "# syntax=" stands here twice.',
    '|FROM\n': 'FROM takes an image.',
    '|FROM a b\n': 'FROM takes an image, and perhaps "AS" and a name.',
    '|FROM a AS\n': 'FROM takes an image, and perhaps "AS" and a name.',
    '|FROM a AS b c\n': 'FROM takes an image, and perhaps "AS" and a name.',
    '|FROM a AS 1b\n':
      '"1b" is no name for a stage: letters, digits, "-", "_" and ".", a letter first.',
    'FROM x\n|COPY a\n': 'COPY takes at least one source and a destination.',
    'FROM x\n|ADD ["a"]\n': 'ADD takes at least one source and a destination.',
    'FROM x\n|COPY a <<E\nE\n': "The destination of COPY can't be a heredoc.",
    'FROM x\n|ENV A\n': 'ENV takes a name and a value.',
    'FROM x\n|LABEL A=1 b\n': 'LABEL takes NAME=value; "b" has no "=".',
    'FROM x\n|ENV =1\n': 'A name of ENV is empty.',
    'FROM x\n|ONBUILD ENV A\n': 'ENV takes a name and a value.',
    '|ARG\nFROM x\n': 'ARG takes a name.',
    'FROM x\n|USER\n': 'USER takes an argument.',
    'FROM x\n|EXPOSE\n': 'EXPOSE takes an argument.',
    'FROM x\n|VOLUME []\n': 'VOLUME takes an argument.',
    'FROM x\n|VOLUME ["a", " "]\n': 'The path of a VOLUME is empty.',
    'FROM x\n|SHELL /bin/bash -c\n': 'SHELL takes a JSON array of strings.',
    'FROM x\n|SHELL []\n': 'SHELL takes a JSON array of strings.',
    'FROM x\n|HEALTHCHECK curl localhost\n': 'HEALTHCHECK takes NONE, or CMD and a command.',
    'FROM x\n|HEALTHCHECK CMD\n': 'HEALTHCHECK CMD takes a command.',
    'FROM x\n|HEALTHCHECK NONE a\n': 'HEALTHCHECK NONE takes nothing more.',
    'FROM x\n|ONBUILD\n': 'ONBUILD takes an instruction.',
    'FROM x\n|ONBUILD FROM a\n': "ONBUILD can't hold FROM.",
    'FROM x\n|ONBUILD onbuild RUN a\n': "ONBUILD can't hold onbuild.",
    'FROM x\n|CMD --foo a\n': 'CMD takes no flags; "--foo" would be one.',
    'FROM x\n|COPY --from a b\n': 'The flag --from takes a value, after "=".',
    'FROM x\n|COPY --from=a --from=b /c /d\n': 'The flag --from stands here twice.',
    'FROM x\n|COPY --link=yes a b\n': 'The flag --link takes true or false.',
    'FROM x\n|COPY --=a b c\n': '"--=a" is no flag.',
    'FROM x\n|COPY --from=é a b\n':
      'A flag beyond ASCII is read byte by byte by Docker; it can not mean what it says.',
    [`FROM x\n|RUN ${'a'.repeat(65532)}\n`]:
      'A line is longer than the 65,535 bytes that Docker takes.',
  };
  test.each(Object.entries(cases).map(([marked, message]) => [message, marked] as const))(
    '%s',
    (message, marked) => {
      const offset = marked.indexOf('|');
      const text = marked.slice(0, offset) + marked.slice(offset + 1);
      expect(refusal(text)).toEqual({ message, offset });
    },
  );

  function refusal(text: string): unknown {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof DockerfileSyntaxError)) throw error;
      return { message: error.message, offset: error.offset };
    }
  }
});

describe('what BuildKit takes is taken', () => {
  test.each([
    ['a flag that a later BuildKit may know', 'COPY --new-one a b'],
    ['values of flags, which the builder checks', 'RUN --network=maybe a'],
    ['flags of ARG and STOPSIGNAL, which it drops', 'STOPSIGNAL --x SIGTERM'],
    ['a JSON array for NONE if it is empty', 'HEALTHCHECK NONE []'],
    ['an unknown trigger', 'ONBUILD echo hello'],
    ['RUN without anything', 'RUN'],
    ['a lower-case "as"', 'FROM a as b'],
    ['the sign for kelvin as a "k"', 'WOR\u212aDIR /a'],
  ])('%s', (_, line) => {
    expect(() => read(line)).not.toThrow();
  });
});
