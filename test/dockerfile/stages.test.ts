import { describe, expect, test } from '@jest/globals';
import { parse, sourceStages } from '../../src/dockerfile/index.js';

/** Of each stage: image, name, base and sources by number; `-` for none. */
function overview(text: string): string[] {
  return parse(text).stages.map(({ image, name, base, sources }) =>
    [image.text, name ?? '-', base?.index ?? '-', sources.map(({ index }) => index).join()]
      .join(' ')
      .trim(),
  );
}

/** The images that the stages resolve to, with the defaults of the global ARGs. */
const resolved = (text: string) => parse(text).stages.map((stage) => stage.resolvedImage?.text);

describe('stages and what they are built on', () => {
  test.each<[string, string, string[]]>([
    ['one', 'FROM a', ['a - -']],
    ['two that know nothing of each other (A40)', 'FROM a\nFROM b', ['a - -', 'b - -']],
    ['A41 FROM names an earlier stage', 'FROM a AS x\nFROM x', ['a x -', 'x - 0 0']],
    ['A41 not a later one', 'FROM x\nFROM a AS x', ['x - -', 'a x -']],
    ['A41 not itself', 'FROM x AS x', ['x x -']],
    [
      'A41 FROM in lower case finds a name in any case',
      'FROM a AS Build\nFROM build',
      ['a Build -', 'build - 0 0'],
    ],
    [
      'A41 FROM in upper case finds none',
      'FROM a AS Build\nFROM Build',
      ['a Build -', 'Build - -'],
    ],
    ['A42 a name shadows an image', 'FROM node AS node\nFROM node', ['node node -', 'node - 0 0']],
    ['A43 the latest of a name', 'FROM a AS x\nFROM b AS x\nFROM x', ['a x -', 'b x -', 'x - 1 1']],
    ['COPY --from=name', 'FROM a AS x\nFROM b\nCOPY --from=x / /', ['a x -', 'b - - 0']],
    ['A41 COPY --from in any case', 'FROM a AS x\nFROM b\nCOPY --from=X / /', ['a x -', 'b - - 0']],
    [
      'A44 COPY --from=number',
      'FROM a\nFROM b\nFROM c\nCOPY --from=1 / /',
      ['a - -', 'b - -', 'c - - 1'],
    ],
    ['A45 COPY --from of an image', 'FROM a\nCOPY --from=b / /', ['a - -']],
    [
      'A24 a variable in COPY --from names none',
      'FROM a AS x\nFROM b\nCOPY --from=$x / /',
      ['a x -', 'b - -'],
    ],
    [
      'RUN --mount=from=name',
      'FROM a AS x\nFROM b\nRUN --mount=type=bind,from=x,target=/x c',
      ['a x -', 'b - - 0'],
    ],
    [
      'A44 a number in RUN --mount is no stage',
      'FROM a\nFROM b\nRUN --mount=from=0 c',
      ['a - -', 'b - -'],
    ],
    [
      'each source once',
      'FROM a AS x\nFROM x\nCOPY --from=x / /\nCOPY --from=0 / /',
      ['a x -', 'x - 0 0'],
    ],
    ['a heredoc is no stage (A09)', 'FROM a\nRUN <<E\nFROM b\nE', ['a - -']],
  ])('%s', (_, text, stages) => {
    expect(overview(text)).toEqual(stages);
  });

  test('instructions go with the FROM above them, image spans name the image', () => {
    const text = 'ARG A\nFROM  node:20  AS x\nRUN a\nRUN b\nFROM x\n';
    const { stages, instructions } = parse(text);
    expect(stages.map((stage) => stage.instructions.map(({ argument }) => argument))).toEqual([
      ['a', 'b'],
      [],
    ]);
    expect(stages.map(({ imageSpan }) => text.slice(imageSpan.start, imageSpan.end))).toEqual([
      'node:20',
      'x',
    ]);
    expect(stages.map(({ from }) => instructions.indexOf(from))).toEqual([1, 4]);
  });

  test('the sources of one instruction, among the stages above it', () => {
    const { stages } = parse(
      'FROM a AS x\nFROM b AS y\nFROM c\nCOPY --from=x / /\nRUN --mount=from=y c\nRUN d',
    );
    const last = stages[2]!;
    const [copy, mount, run] = last.instructions;
    const names = [copy, mount, run].map((one) =>
      sourceStages(one!, last, stages).map(({ name }) => name),
    );
    expect(names).toEqual([['x'], ['y'], []]);
  });
});

describe('variables in FROM', () => {
  test.each<[string, string, (string | undefined)[]]>([
    ['A20 the default of a global ARG', 'ARG V=20\nFROM node:$V', ['node:20']],
    [
      'A20 each form of it',
      'ARG V=20\nFROM node:${V}-slim\nFROM node:"$V"',
      ['node:20-slim', 'node:20'],
    ],
    ['A20 an ARG without a default is not known', 'ARG V\nFROM node:$V', [undefined]],
    ['A20 a later ARG counts', 'ARG V=1\nARG V=2\nFROM node:$V', ['node:2']],
    ['A20 one ARG uses another', 'ARG A=2\nARG B=${A}0\nFROM node:$B', ['node:20']],
    ['several names in one ARG, in their order', 'ARG A=2 B=${A}0\nFROM node:$B', ['node:20']],
    ['A21 an ARG inside a stage is not seen', 'FROM a\nARG V=20\nFROM node:$V', ['a', 'node:']],
    ['A21 an unset variable is empty', 'FROM node$V', ['node']],
    ['A21 unless there is a default for it', 'FROM node:${V:-20}', ['node:20']],
    ['A26 a pattern is not worked out', 'ARG V=20.1\nFROM node:${V%.*}', [undefined]],
    [
      'A29 the platform is not known',
      'FROM a:$TARGETARCH\nFROM b:${BUILDOS}',
      [undefined, undefined],
    ],
    ['A29 in the default of an ARG neither', 'ARG P=$BUILDPLATFORM\nFROM a:$P', [undefined]],
    ['A06 the escape character is that of the file', '# escape=`\nARG V=1\nFROM a:`$V', ['a:$V']],
    ['a variable names a stage', 'ARG S=x\nFROM a AS x\nFROM $S', ['a', 'x']],
  ])('%s', (_, text, images) => {
    expect(resolved(text)).toEqual(images);
  });

  test('a stage named by a variable is the base', () => {
    expect(parse('ARG S=x\nFROM a AS x\nFROM $S').stages[1]!.base?.name).toBe('x');
  });

  test('the global ARGs with their defaults', () => {
    const { globals } = parse('ARG A=1\nARG B\nARG C="x y" D=\nFROM a\nARG E=1');
    expect([...globals]).toEqual([
      ['A', '1'],
      ['B', undefined],
      ['C', 'x y'],
      ['D', ''],
    ]);
  });
});
