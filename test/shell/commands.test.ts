import { describe, expect, test } from '@jest/globals';
import { environmentAt, parse } from '../../src/dockerfile/index.js';
import { commandsOf, isPosixShell } from '../../src/shell/index.js';

/** The commands of the last instruction, each as the text under its span. */
function read(text: string): string[] | undefined {
  const stage = parse(text).stages.at(-1)!;
  const index = stage.instructions.length - 1;
  const commands = commandsOf(stage.instructions[index]!, environmentAt(stage, index));
  return commands?.map(({ start, end }) => text.slice(start, end));
}

/** The words of the commands, each as the text under its span, quotes and joins included. */
function words(text: string): string[][] | undefined {
  const stage = parse(text).stages.at(-1)!;
  const index = stage.instructions.length - 1;
  const commands = commandsOf(stage.instructions[index]!, environmentAt(stage, index));
  return commands?.map((command) => command.words.map(({ start, end }) => text.slice(start, end)));
}

describe('commands of a RUN, with their places in the file', () => {
  test.each<[string, string, string[] | undefined]>([
    ['on one line', 'RUN a b && c', ['a b', 'c']],
    ['over lines', 'RUN a b \\\n  && c \\\n  d', ['a b', 'c \\\n  d']],
    ['A03 comments between them', 'RUN a \\\n# b\n  && c', ['a', 'c']],
    ['A12 after flags', 'RUN --mount=type=cache,target=/x \\\n a', ['a']],
    ['A08 CRLF', 'RUN a \\\r\n  && b\r\n', ['a', 'b']],
    ['A11 the JSON form is one command', 'RUN ["a", "b && c"]', ['RUN ["a", "b && c"]']],
    ['text that is no shell', 'RUN a "b', undefined],
    ['A10 a heredoc', 'RUN <<E\na b\n  c\nE', ['a b', 'c']],
    ['A10 one with tabs that go', 'RUN <<-E\n\ta\n\t\tb \\\n\tc\n\tE', ['a', 'b \\\n\tc']],
    ['A10 a quoted name', 'RUN <<"E"\na $B\nE', ['a $B']],
    ['A10 a body for a shell', 'RUN <<E\n#!/bin/sh\na\nE', ['RUN <<E\n#!/bin/sh\na\nE']],
    ['A10 a body for node', 'RUN <<E\n#!/usr/bin/env node\na\nE', undefined],
    ['A08 a body with carriage returns', 'RUN <<E\r\na\r\nE\r\n', undefined],
    ['a heredoc for a command', 'RUN cat <<E >f\na\nE', ['RUN cat <<E >f\na\nE']],
    ['a heredoc for another language', 'RUN python3 <<E\na\nE', undefined],
    ['A10 a blank before the name', 'RUN << E\na b\nE', ['a b']],
    ['two heredocs', 'RUN <<E <<F\na\nE\nb\nF', undefined],
    ['an empty heredoc', 'RUN <<-E\nE', []],
    ['A76 another shell', 'SHELL ["powershell", "-command"]\nRUN a', undefined],
    ['A76 bash', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a', ['a']],
    ['A76 the JSON form in another shell', 'SHELL ["cmd", "/c"]\nRUN ["a"]', ['RUN ["a"]']],
  ])('%s', (_, text, commands) => {
    expect(read(`FROM node\n${text}`)).toEqual(commands);
  });

  test('an image of which nothing is known may have any shell', () => {
    expect(read('FROM me/app\nRUN a')).toBeUndefined();
  });

  test('words have places of their own', () => {
    expect(words('FROM node\nRUN a "b \\\n c"\\\nd e')).toEqual([['a', '"b \\\n c"\\\nd', 'e']]);
    expect(words('FROM node\nRUN <<-E\n\ta "b\n\tc" d\n\tE')).toEqual([['a', '"b\n\tc"', 'd']]);
  });

  test('A10 tabs that go are not in the value either', () => {
    const stage = parse('FROM node\nRUN <<-E\n\ta "b\n\tc"\n\tE').stages[0]!;
    const [command] = commandsOf(stage.instructions[0]!, environmentAt(stage, 0))!;
    expect(command!.words[1]!.value).toBe('b\nc');
  });
});

test.each<[string[] | undefined, boolean]>([
  [['/bin/sh', '-c'], true],
  [['bash', '-exo', 'pipefail', '-c'], true],
  [['/bin/ash', '-eo', 'pipefail', '-c'], true],
  [['/bin/bash', '-lic'], true],
  [['sh'], false],
  [['bash', 'script.rc'], false],
  [['cmd', '/S', '/C'], false],
  [['powershell', '-c'], false],
  [[], false],
  [undefined, false],
])('SHELL %j is a POSIX shell: %s', (shell, posix) => {
  expect(isPosixShell(shell)).toBe(posix);
});
