import { describe, expect, test } from '@jest/globals';
import { environmentAt, finalEnvironment, parse } from '../../src/dockerfile/index.js';

/** What the last stage ends with. */
const end = (text: string) => finalEnvironment(parse(text).stages.at(-1)!);

/** A variable at the end of the last stage: its value, `unset`, or `?` where it is not known. */
function variable(text: string, name = 'X'): string {
  const value = end(text).scope.variable(name);
  return value === undefined ? '?' : (value ?? 'unset');
}

describe('WORKDIR', () => {
  test.each<[string, string, string | undefined]>([
    ['A60 the root of a known image', 'FROM node', '/'],
    ['the folder that the image sets', 'FROM golang:1.22', '/go'],
    ['an unknown image', 'FROM me/app', undefined],
    ['an absolute path', 'FROM me/app\nWORKDIR /a', '/a'],
    ['A61 a relative path joins the one before', 'FROM node\nWORKDIR /a\nWORKDIR b/c', '/a/b/c'],
    ['A61 on a known image', 'FROM node\nWORKDIR app', '/app'],
    ['A61 on an unknown one', 'FROM me/app\nWORKDIR app', undefined],
    ['A61 two dots', 'FROM node\nWORKDIR /a/b\nWORKDIR ../c/./', '/a/c'],
    ['A61 an empty path changes nothing', 'FROM node\nWORKDIR /a\nWORKDIR ""', '/a'],
    ['slashes at the end go', 'FROM node\nWORKDIR /a//b/', '/a/b'],
    ['A02 the whole rest of the line', 'FROM node\nWORKDIR /app  # x', '/app  # x'],
    ['A24 variables', 'FROM node\nENV D=/srv\nWORKDIR $D/a', '/srv/a'],
    ['a build argument is not known', 'FROM node\nARG D=/srv\nWORKDIR $D', undefined],
    ['an absolute path makes it known again', 'FROM node\nARG D\nWORKDIR $D\nWORKDIR /a', '/a'],
    ['A40 not from the stage above', 'FROM node\nWORKDIR /a\nFROM node', '/'],
    ['A41 from the stage that FROM names', 'FROM node AS x\nWORKDIR /a\nFROM x\nWORKDIR b', '/a/b'],
    ['A22 default of the FROM argument', 'ARG I=node\nFROM $I', '/'],
    ['an image without a default', 'ARG I\nFROM $I', undefined],
    [
      'A78 triggers of a base stage run first',
      'FROM node AS x\nONBUILD WORKDIR /a\nFROM x',
      undefined,
    ],
    ['A78 so do those of an -onbuild image', 'FROM node:0.10.30-onbuild', undefined],
    ['F.1 the folder of a known one', 'FROM node:8-onbuild\nWORKDIR a', '/usr/src/app/a'],
    ['Windows images', 'FROM golang:1.22-nanoserver', undefined],
  ])('%s', (_, text, workdir) => {
    expect(end(text).workdir).toBe(workdir);
  });
});

describe('USER', () => {
  test.each<[string, string, string | undefined]>([
    ['root on a known image', 'FROM node', 'root'],
    ['not known on another', 'FROM me/app', undefined],
    ['A62 as written', 'FROM me/app\nUSER 1000:1000', '1000:1000'],
    ['A62 it stays', 'FROM node\nUSER node\nRUN a\nWORKDIR /a', 'node'],
    ['A62 variables', 'FROM node\nENV U=node\nUSER ${U}:$U', 'node:node'],
    ['A62 a build argument is not known', 'FROM node\nARG U=node\nUSER $U', undefined],
    ['A40 not from the stage above', 'FROM node\nUSER node\nFROM node', 'root'],
    ['A41 from the stage that FROM names', 'FROM node AS x\nUSER node\nFROM x', 'node'],
    ['A02 the whole rest of the line', 'FROM node\nUSER 1000  # node', '1000  # node'],
  ])('%s', (_, text, user) => {
    expect(end(text).user).toBe(user);
  });
});

describe('SHELL', () => {
  const sh = ['/bin/sh', '-c'];
  test.each<[string, string, string[] | undefined]>([
    ['A76 the default of a known image', 'FROM node', sh],
    ['not known on another', 'FROM me/app', undefined],
    [
      'A76 as written',
      'FROM node\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]',
      ['/bin/bash', '-o', 'pipefail', '-c'],
    ],
    ['A76 inherited by a stage', 'FROM node AS x\nSHELL ["bash", "-c"]\nFROM x', ['bash', '-c']],
    ['A76 lost on another image', 'FROM node\nSHELL ["bash", "-c"]\nFROM node', sh],
    ['Windows images', 'FROM python:3-windowsservercore', undefined],
  ])('%s', (_, text, shell) => {
    expect(end(text).shell).toEqual(shell);
  });
});

describe('ENV and ARG', () => {
  test.each<[string, string, string]>([
    ['unset on a known image', 'FROM node', 'unset'],
    ['not known on another', 'FROM me/app', '?'],
    ['a value', 'FROM node\nENV X=1', '1'],
    ['A27 the legacy form', 'FROM node\nENV X a  b', 'a  b'],
    ['A27 quotes of the legacy form go', 'FROM node\nENV X "a  b"', 'a  b'],
    ['quotes go', 'FROM node\nENV X="a b"\'c\'', 'a bc'],
    ['the last wins', 'FROM node\nENV X=1\nENV X=2', '2'],
    ['A24 variables', 'FROM node\nENV A=1\nENV X=$A$A', '11'],
    ['A24 a variable in the name', 'FROM node\nENV A=X\nENV $A=1', '1'],
    ['A24 an unknown one may set anything', 'FROM node\nARG A\nENV X=1\nENV $A=2', '?'],
    ['A25 values from before the instruction', 'FROM node\nENV A=1\nENV A=2 X=$A', '1'],
    ['A25 unset before it', 'FROM node\nENV A=2 X=$A', ''],
    ['what is not known stays so', 'FROM node\nENV X=$PATH', '?'],
    ['A20 a build argument is not known', 'FROM node\nARG X=1', '?'],
    ['A20 nor is what is made of it', 'FROM node\nARG A=1\nENV X=$A', '?'],
    ['A20 a global ARG is not seen in a stage', 'ARG X=1\nFROM node', 'unset'],
    ['A20 until it is declared again', 'ARG X=1\nFROM node\nARG X', '?'],
    ['A23 ENV after ARG', 'FROM node\nARG X=1\nENV X=2', '2'],
    ['A23 ARG after ENV', 'FROM node\nENV X=1\nARG X=2', '?'],
    ['A22 ARG is inherited by a stage', 'FROM node AS x\nARG X=1\nFROM x', '?'],
    ['A22 not by an unrelated one', 'FROM node\nARG X=1\nFROM node', 'unset'],
    ['A30 ENV is inherited by a stage', 'FROM node AS x\nENV X=1\nFROM x', '1'],
    ['A40 not by an unrelated one', 'FROM node\nENV X=1\nFROM node', 'unset'],
    [
      'A06 the escape character is that of the file',
      '# escape=`\nFROM node\nENV X=a\\b`$',
      'a\\b$',
    ],
    [
      'A78 triggers of a base stage may set it',
      'FROM node AS x\nENV X=1\nONBUILD ENV X=2\nFROM x',
      '?',
    ],
  ])('%s', (_, text, value) => {
    expect(variable(text)).toBe(value);
  });

  test.each([
    ['A30 PATH is inherited', 'PATH', '?'],
    ['A30 NODE_VERSION of the node image', 'NODE_VERSION', '?'],
    ['NODE_ENV is not set there', 'NODE_ENV', 'unset'],
  ])('%s', (_, name, value) => {
    expect(variable('FROM node', name)).toBe(value);
  });

  test('A22, A23 what the image keeps, what the file declares, what is a build argument', () => {
    const { scope } = end('FROM node\nENV A=1 B=2\nARG C\nARG A=3\nARG D\nENV D=4');
    expect([...scope.env()].toSorted()).toEqual([
      ['A', '1'],
      ['B', '2'],
      ['D', '4'],
    ]);
    expect(['A', 'B', 'C', 'D', 'E'].filter((name) => scope.declares(name))).toEqual([
      'A',
      'B',
      'C',
      'D',
    ]);
    expect(['A', 'B', 'C', 'D', 'E'].filter((name) => scope.isArgument(name))).toEqual(['A', 'C']);
  });

  test('stages that branch off one do not see each other', () => {
    const { stages } = parse(
      'FROM node AS x\nENV A=1\nFROM x AS y\nENV A=2 B=2\nFROM x AS z\nENV C=3\nFROM z',
    );
    const seen = stages.map((stage) => [...finalEnvironment(stage).scope.env()].flat().join(' '));
    expect(seen).toEqual(['A 1', 'A 2 B 2', 'A 1 C 3', 'A 1 C 3']);
  });
});

describe('the environment at an instruction', () => {
  test('is the one before it', () => {
    const [stage] = parse('FROM node\nWORKDIR /a\nENV X=1\nUSER node\nENV X=2').stages;
    const all = [0, 1, 2, 3, 4, 9].map((index) => environmentAt(stage!, index));
    expect(all.map(({ workdir }) => workdir)).toEqual(['/', '/a', '/a', '/a', '/a', '/a']);
    expect(all.map(({ user }) => user)).toEqual(['root', 'root', 'root', 'node', 'node', 'node']);
    expect(all.map(({ scope }) => scope.variable('X'))).toEqual([null, null, '1', '1', '2', '2']);
  });

  test('thousands of ENV lines and of stages built on each other are no trouble', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `ENV A${index + 1}=\${A${index}:-0}`,
    );
    expect(variable(`FROM node\n${lines.join('\n')}`, 'A10000')).toBe('0');
    const stages = Array.from(
      { length: 10_000 },
      (_, index) => `FROM s${index} AS s${index + 1}\nENV X=${index}`,
    );
    expect(variable(`FROM node AS s0\n${stages.join('\n')}`)).toBe('9999');
  });

  test('values that grow without end are not known at last', () => {
    const lines = Array.from({ length: 40 }, () => 'ENV X=$X$X');
    expect(variable(`FROM node\nENV X=1234567890\n${lines.slice(0, 3).join('\n')}`)).toHaveLength(
      80,
    );
    expect(variable(`FROM node\nENV X=1234567890\n${lines.join('\n')}`)).toBe('?');
    expect(variable(`FROM node\nENV A=${'a'.repeat(60_000)}\nENV X=${'$A'.repeat(20_000)}`)).toBe(
      '?',
    );
  });
});
