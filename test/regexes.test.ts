import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { regexLiterals, regexOf } from './regexes/literals.js';

// `npm run regexes -- --write` judges the expressions that have no verdict.
const root = fileURLToPath(new URL('..', import.meta.url));
const verdicts = JSON.parse(
  readFileSync(new URL('./regexes/verdicts.json', import.meta.url), 'utf8'),
) as {
  readonly safe: readonly string[];
  readonly unknown: readonly string[];
  readonly polynomial: Readonly<Record<string, Polynomial>>;
};

interface Polynomial {
  readonly degree: number;
  /** What to write once and what to repeat, one pair after another: the worst input. */
  readonly pumps: readonly (readonly [string, string])[];
  readonly suffix: string;
  /** What it is asked about, and why that is no longer than it can bear. */
  readonly reads: string;
  /** How long that can be at most, where it is less than all others get. */
  readonly length?: number;
}

/** The characters of a worst input, and the milliseconds that it may take on a slow machine. */
const usual = 8000;
const patience = 1500;

function milliseconds(regex: RegExp, text: string): number {
  const started = process.cpuUsage();
  const found = regex.global ? [...text.matchAll(regex)].length : regex.exec(text);
  expect(found).toBeDefined();
  return process.cpuUsage(started).user / 1000;
}

function pumped({ pumps, suffix, length = usual }: Omit<Polynomial, 'degree' | 'reads'>): string {
  const size = pumps.reduce((sum, [, pump]) => sum + pump.length, 0);
  const parts = pumps.map(([prefix, pump]) => prefix + pump.repeat(Math.ceil(length / size)));
  return parts.join('') + suffix;
}

describe('one that is polynomial is told why it may stay, and bears its worst input', () => {
  test.each(Object.entries(verdicts.polynomial))('%s', (literal, verdict) => {
    expect(verdict.reads).toMatch(/\w{3}/);
    expect(milliseconds(regexOf(literal), pumped(verdict))).toBeLessThan(patience);
  });
});

const judged = new Set([
  ...verdicts.safe,
  ...verdicts.unknown,
  ...Object.keys(verdicts.polynomial),
]);
const written = [...regexLiterals(root, ['src', 'transforms']).keys()];

test('nearly every regular expression has a verdict', () => {
  // `npm run regexes` fails for each that has none, and so does a release.
  const unjudged = written.filter((one) => !judged.has(one));
  expect(unjudged.length).toBeLessThan(written.length / 5);
});

describe('one of which nothing is known bears long inputs of its own words', () => {
  test.each(written.filter((one) => verdicts.unknown.includes(one) || !judged.has(one)))(
    '%s',
    (literal) => {
      const words = literal.match(/[\w-]{2,}/g) ?? [];
      const pumps = [...new Set([' ', '\t', '\n', 'a', '-', '/', '.', '"', ...words])];
      for (const pump of pumps.flatMap((one) => [one, `${one} `]))
        for (const suffix of ['', '\u0000'])
          expect(
            milliseconds(regexOf(literal), pumped({ pumps: [['', pump]], suffix })),
          ).toBeLessThan(patience);
    },
  );
});
