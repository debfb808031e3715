import { describe, expect, test } from '@jest/globals';
import { parse } from '../src/dockerfile/index.js';
import { memoryFiles, projectOf, unknownProject } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import {
  caution,
  change,
  decline,
  defineTransform,
  insert,
  type Outcome,
  remove,
  replace,
  type Transform,
} from '../src/transform.js';
import { transforms } from '../transforms/index.js';
import { plant } from './planted/plant.js';
import { app } from './planted/texts.js';

/** A transform out of nothing but what it yields. */
function yielding(name: string, run: Transform['run']): Transform {
  return defineTransform({ name, summary: 'is planted', rules: {}, run });
}

/** Adds a LABEL below FROM. */
const labels = yielding('labels', function* ({ stages }) {
  const at = stages[0]!.from;
  const effect = { writes: ['LABEL a=b'], image: { labels: 'a=b' } };
  yield change('labels/added', at, 'Why not.', [insert(at.end, '\nLABEL a=b')], effect, [
    caution('labels/check', at, 'Look at it.'),
  ]);
});

/** Points at an instruction of a kind, the last one. */
function pointingAt(keyword: string): Transform {
  return yielding('points', function* ({ instructions }) {
    yield decline(
      'points/here',
      instructions.findLast((one) => one.keyword === keyword)!,
      'Here.',
    );
  });
}

/** The line in the input at which a finding behind other transforms is told. */
function lineOf(text: string, before: readonly Transform[], keyword: string): number | undefined {
  const { declined } = rewrite(text, [...before, pointingAt(keyword)], unknownProject);
  return declined.find(({ rule }) => rule === 'points/here')?.line;
}

describe('places are told in the file that the user has', () => {
  test('above and below what an earlier transform wrote', () => {
    expect(lineOf(app, [labels], 'FROM')).toBe(1);
    expect(lineOf(app, [labels], 'CMD')).toBe(5);
    expect(lineOf(app.replaceAll('\n', '\r\n'), [labels], 'CMD')).toBe(5);
  });

  test('in what an earlier transform wrote: where it was written', () => {
    expect(lineOf(app, [labels], 'LABEL')).toBe(1);
  });

  test('behind two transforms', () => {
    const copies = yielding('copies', function* ({ stages }) {
      const effect = { writes: ['RUN a', 'RUN b'] };
      yield change('copies/a', stages[0]!.from, '', [insert(0, '')], {});
      const at = stages[0]!.from.end;
      yield change('copies/b', stages[0]!.from, '', [insert(at, '\nRUN a\nRUN b')], effect);
    });
    expect(lineOf(app, [labels, copies], 'CMD')).toBe(5);
    expect(lineOf(app, [labels, copies], 'WORKDIR')).toBe(2);
  });

  test('behind lines that went away', () => {
    const drops = yielding('drops', function* ({ instructions }) {
      const rewrites = instructions.filter(({ keyword }) => keyword === 'LABEL');
      const edits = rewrites.map(({ start, end }) => remove({ start, end: end + 1 }));
      yield change('drops/label', rewrites[0]!, '', edits, { rewrites, image: { labels: '' } });
    });
    expect(lineOf(app.replace('COPY', 'LABEL a=b\nLABEL c=d\nCOPY'), [drops], 'CMD')).toBe(7);
  });

  test('after a split', () => {
    const files = memoryFiles({ 'package.json': '{"scripts":{"build":"tsc"}}' });
    const text =
      'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n\n# the port\nEXPOSE 80\n\nCMD ["node", "a.js"]\n';
    const project = projectOf(files, 'Dockerfile', parse(text));
    const line = (keyword: string): number | undefined =>
      rewrite(text, [...transforms.slice(0, 1), pointingAt(keyword)], project).declined.at(-1)
        ?.line;
    expect(rewrite(text, transforms.slice(0, 1), project).text).toContain('AS builder');
    expect([line('CMD'), line('EXPOSE'), line('RUN')]).toEqual([10, 8, 5]);
    expect(line('FROM')).toBe(5);
  });
});

describe('a transform that fails', () => {
  const failing = yielding('failing', () => {
    throw new Error('No such thing.');
  });

  test('loses neither the file nor the other transforms', () => {
    const result = rewrite(app, [failing, labels], unknownProject);
    expect(result.text).toContain('LABEL a=b');
    expect(result.declined).toEqual([
      expect.objectContaining({
        rule: 'file/transform-error',
        transform: 'failing',
        line: 1,
        because: 'The transform "failing" failed: No such thing. It changed nothing.',
      }),
    ]);
  });

  test('after its first change has changed nothing', () => {
    const late = yielding('late', function* (file, project, options) {
      yield* labels.run(file, project, options);
      throw new TypeError('too late');
    });
    const result = rewrite(app, [late], unknownProject);
    expect(result).toMatchObject({ text: app, changes: [], cautions: [] });
  });

  test.each([
    ['undefined', undefined],
    ['a word', 'changed'],
    ['another outcome', { outcome: 'fixed', at: { start: 0, end: 0 } }],
    ['a place that is missing', { outcome: 'declined', rule: 'a/b', because: 'c' }],
  ])('because it yields %s, is told so', (_, stray) => {
    const result = rewrite(app, [yielding('stray', () => [stray as Outcome])], unknownProject);
    expect(result.declined[0]).toMatchObject({ rule: 'file/transform-error' });
    expect(result.declined[0]?.because).toMatch(/it yielded .*, no change and no decline/);
  });
});

describe('the self-check', () => {
  test('takes one transform back and lets the others go on', () => {
    const wrong = yielding('wrong', function* ({ stages }) {
      yield change('wrong/x', stages[0]!.from, '', [replace(stages[0]!.from, 'FROM node:22')], {});
      yield decline('wrong/y', stages[0]!.from, 'Something else.');
    });
    const result = rewrite(app, [wrong, labels], unknownProject);
    expect(result.text).toBe(app.replace('node:20', 'node:20\nLABEL a=b'));
    expect(result.changes.map(({ rule }) => rule)).toEqual(['labels/added']);
    expect(result.declined.map(({ rule }) => rule)).toEqual(['wrong/y', 'file/self-check']);
  });

  test('tells a transform without an effect what it has to announce', () => {
    const at = { start: 0, end: 0 };
    const edits = [insert(app.length, 'LABEL a=b\n')];
    const bare = { outcome: 'changed', rule: 'bare/x', at, because: '', edits } as unknown;
    const { declined } = rewrite(app, [yielding('bare', () => [bare as Outcome])], unknownProject);
    expect(declined[0]?.because).toMatch(/effect\.image\.labels.*effect\.writes/);
  });

  test('names a few problems and counts the others', () => {
    const { declined } = plant({ before: app, after: 'FROM a\n', silent: true });
    expect(declined[0]?.because).toMatch(/; and \d+ more\. Nothing was changed/);
  });
});

describe('rewrite', () => {
  test('throws for a text that is no Dockerfile', () => {
    expect(() => rewrite('no Dockerfile', [], unknownProject)).toThrow('no instruction');
  });

  test('tells of a project file that is broken', () => {
    const files = memoryFiles({ 'package.json': '{"name": ' });
    const { cautions } = rewrite(app, [], { files, dockerfile: 'Dockerfile', context: '' });
    expect(cautions).toEqual([
      expect.objectContaining({ rule: 'file/broken-project-file', line: 1 }),
    ]);
    expect(cautions[0]?.because).toMatch(
      /^package\.json is no valid JSON .*; what it says counts as unknown\.$/,
    );
  });

  test('hands changes and their cautions on', () => {
    const { changes, cautions, declined } = rewrite(app, [labels], unknownProject);
    expect([changes, cautions, declined]).toEqual([
      [{ rule: 'labels/added', transform: 'labels', line: 1, because: 'Why not.' }],
      [{ rule: 'labels/check', transform: 'labels', line: 1, because: 'Look at it.' }],
      [],
    ]);
  });
});
