import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits, type Edit, lineAt, originalOffset } from '../src/edits.js';

describe('applying edits', () => {
  test.each<[string, Edit[], string]>([
    ['nothing', [], 'abcdef'],
    ['a replacement', [{ start: 1, end: 3, text: 'X' }], 'aXdef'],
    ['an insertion', [{ start: 2, end: 2, text: 'X' }], 'abXcdef'],
    ['a removal', [{ start: 0, end: 6, text: '' }], ''],
    [
      'in any order',
      [
        { start: 4, end: 5, text: 'Y' },
        { start: 0, end: 1, text: 'X' },
      ],
      'XbcdYf',
    ],
    [
      'side by side',
      [
        { start: 1, end: 2, text: 'X' },
        { start: 2, end: 3, text: 'Y' },
      ],
      'aXYdef',
    ],
    [
      'insertions at one place, as given',
      [
        { start: 1, end: 1, text: 'X' },
        { start: 1, end: 1, text: 'Y' },
      ],
      'aXYbcdef',
    ],
    [
      'an insertion before a replacement there',
      [
        { start: 1, end: 2, text: 'X' },
        { start: 1, end: 1, text: 'Y' },
      ],
      'aYXcdef',
    ],
    [
      'at both ends',
      [
        { start: 0, end: 0, text: 'X' },
        { start: 6, end: 6, text: 'Y' },
      ],
      'XabcdefY',
    ],
  ])('%s', (_, edits, after) => {
    expect(applyEdits('abcdef', edits)).toBe(after);
  });

  test.each<[string, Edit[]]>([
    [
      'overlap',
      [
        { start: 0, end: 3, text: '' },
        { start: 2, end: 4, text: '' },
      ],
    ],
    [
      'are nested',
      [
        { start: 0, end: 5, text: '' },
        { start: 2, end: 3, text: '' },
      ],
    ],
    [
      'insert into a replacement',
      [
        { start: 0, end: 5, text: '' },
        { start: 2, end: 2, text: 'X' },
      ],
    ],
    ['leave the text', [{ start: 5, end: 7, text: '' }]],
    ['begin before it', [{ start: -1, end: 1, text: '' }]],
    ['end before they begin', [{ start: 3, end: 2, text: '' }]],
  ])('refuses edits that %s', (_, edits) => {
    expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
  });
});

/** A text and edits of it that do not overlap. */
const edited = fc.string({ maxLength: 40 }).chain((text) =>
  fc
    .array(fc.record({ at: fc.nat(text.length), text: fc.string({ maxLength: 5 }) }), {
      maxLength: 6,
    })
    .map((pieces) => {
      const places = pieces.map(({ at }) => at).toSorted((a, b) => a - b);
      const spans = pieces.map((piece, i) => ({
        text: piece.text,
        start: places[i]!,
        end: places[i + 1] ?? text.length,
      }));
      return { text, edits: spans.filter((_, i) => i % 2 === 0) };
    }),
);

describe('properties', () => {
  test('what lies outside the edits stays, in its order', () => {
    const run = ({ text, edits }: { text: string; edits: Edit[] }): void => {
      const after = applyEdits(text, edits);
      let [old, now] = [0, 0];
      for (const { start, end, text: written } of edits) {
        const kept = text.slice(old, start);
        expect(after.slice(now, now + kept.length)).toBe(kept);
        now += kept.length + written.length;
        old = end;
      }
      expect(after.slice(now)).toBe(text.slice(old));
    };
    fc.assert(fc.property(edited, run), { seed: 1, numRuns: 2000 });
  });

  test('an offset of kept text is carried back to the same character', () => {
    const run = ({ text, edits }: { text: string; edits: Edit[] }): void => {
      const after = applyEdits(text, edits);
      const inside = (offset: number) =>
        edits.some(({ start, end }) => offset >= start && offset < end);
      let kept = 0;
      for (let offset = 0; offset < after.length; offset += 1) {
        const origin = originalOffset(edits, offset);
        if (after[offset] === text[origin] && !inside(origin)) kept += 1;
        expect(origin >= 0 && origin <= text.length).toBe(true);
      }
      const removed = edits.reduce((sum, { start, end }) => sum + end - start, 0);
      expect(kept).toBeGreaterThanOrEqual(text.length - removed);
    };
    fc.assert(fc.property(edited, run), { seed: 1, numRuns: 2000 });
  });
});

test.each<[Edit[], number, number]>([
  [[], 3, 3],
  [[{ start: 2, end: 2, text: 'XY' }], 1, 1],
  [[{ start: 2, end: 2, text: 'XY' }], 3, 2],
  [[{ start: 2, end: 2, text: 'XY' }], 4, 2],
  [[{ start: 2, end: 4, text: '' }], 2, 4],
  [
    [
      { start: 0, end: 1, text: 'XYZ' },
      { start: 3, end: 4, text: '' },
    ],
    5,
    4,
  ],
])('with %j the offset %i was %i', (edits, offset, before) => {
  expect(originalOffset(edits, offset)).toBe(before);
});

test('lines are counted from 1', () => {
  const text = 'a\nb\r\n\nc';
  expect([...text].map((_, offset) => lineAt(text, offset))).toEqual([1, 1, 2, 2, 2, 3, 4]);
  expect(lineAt('', 0)).toBe(1);
});
