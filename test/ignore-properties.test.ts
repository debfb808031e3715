import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DockerfileSyntaxError, parse, rewrite, transforms } from '../src/index.js';
import { memoryFiles, type Project, projectOf, unknownProject } from '../src/project/index.js';
import { type Sample, samples } from './dockerfiles.js';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 150);
const seed = Number(process.env['PROPERTY_SEED'] ?? 2026);

/** A file, the instruction that gets a comment above it, and what the comment names. */
const cases = fc.record({
  sample: samples,
  at: fc.nat(),
  names: fc.subarray(transforms.map(({ name }) => name)),
});

/** The file with a comment above one of its instructions, and that instruction. */
function ignoring({ text }: Sample, at: number, names: readonly string[]) {
  try {
    const { instructions } = parse(text);
    const chosen = instructions[at % instructions.length];
    if (!chosen) return undefined;
    const lineStart = text.lastIndexOf('\n', chosen.start - 1) + 1;
    const ending = text.includes('\r\n') ? '\r\n' : '\n';
    const comment = ['# slim-dockerfile ignore', ...names].join(' ');
    const all = text.slice(0, lineStart) + comment + ending + text.slice(lineStart);
    return { text: all, kept: comment + ending + text.slice(lineStart, chosen.end) };
  } catch (error) {
    if (error instanceof DockerfileSyntaxError) return undefined;
    throw error;
  }
}

function projectFor({ files }: Sample, text: string): Project {
  if (!files) return unknownProject;
  return projectOf(memoryFiles({ ...files, Dockerfile: text }), 'Dockerfile', parse(text));
}

describe('a comment above any instruction', () => {
  test(
    'keeps that line from what it names, fails no self-check, and a second run changes nothing',
    () => {
      fc.assert(
        fc.property(cases, ({ sample, at, names }) => {
          const given = ignoring(sample, at, names);
          if (
            !given ||
            parse(given.text).directives.escape !== parse(sample.text).directives.escape
          )
            return;
          const first = rewrite(given.text, transforms, projectFor(sample, given.text));
          const failed = first.declined.filter(({ rule }) => /self-check|-error/.test(rule));
          expect(failed).toEqual([]);
          if (names.length === 0) expect(first.text).toContain(given.kept);
          const again = rewrite(first.text, transforms, projectFor(sample, first.text));
          expect(again.text).toBe(first.text);
        }),
        { numRuns, seed },
      );
    },
    60_000 + numRuns * 100,
  );
});
