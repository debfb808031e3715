import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DockerfileSyntaxError, parse } from '../src/dockerfile/index.js';
import { applyEdits, type Edit } from '../src/edits.js';
import { memoryFiles, type Project, projectOf, unknownProject } from '../src/project/index.js';
import { rewrite, type Rewrite } from '../src/rewrite/index.js';
import { change, defineTransform, type Options, type Transform } from '../src/transform.js';
import { alpineBase } from '../transforms/alpine-base/index.js';
import { dropNpm } from '../transforms/drop-npm/index.js';
import { nodeUser } from '../transforms/node-user/index.js';
import { splitStages } from '../transforms/split-stages/index.js';
import { chosenTransforms } from '../src/cli/transforms.js';
import { type Sample, samples } from './dockerfiles.js';

const transforms = [splitStages, alpineBase, dropNpm, nodeUser];
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 300);
const seed = Number(process.env['PROPERTY_SEED'] ?? 2026);
const timeout = 60_000 + numRuns * 60;

const options: fc.Arbitrary<Partial<Options>> = fc.record(
  {
    runtime: fc.constantFrom('official', 'minimal', 'slim'),
    slimFallback: fc.boolean(),
    assumePureJs: fc.boolean(),
    numericUser: fc.boolean(),
    readonlyApp: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** What a property looks at: a file, some of the transforms in their order, and options. */
const cases = fc.record({
  sample: samples,
  chosen: fc.subarray(transforms.map(({ name }) => name)),
  options,
});

function projectFor({ text, files }: Sample): Project {
  if (!files) return unknownProject;
  return projectOf(memoryFiles({ ...files, Dockerfile: text }), 'Dockerfile', parse(text));
}

/** Rewrites a sample; undefined when it is no Dockerfile, the one thing that may be thrown. */
function result(
  sample: Sample,
  chosen: readonly Transform[],
  some: Partial<Options>,
): Rewrite | undefined {
  try {
    return rewrite(sample.text, chosen, projectFor(sample), some);
  } catch (error) {
    if (error instanceof DockerfileSyntaxError) return undefined;
    throw error;
  }
}

/** Checks that nothing is wrong with any sample. */
function never(
  problem: (one: { sample: Sample; chosen: Transform[]; options: Partial<Options> }) => unknown,
): void {
  fc.assert(
    fc.property(cases, (one) =>
      expect(
        problem({ ...one, chosen: transforms.filter(({ name }) => one.chosen.includes(name)) }),
      ).toBeUndefined(),
    ),
    { numRuns, seed },
  );
}

describe('for any Dockerfile, project, options and choice of transforms', () => {
  test(
    'no rewrite fails its own check, and no transform throws',
    () => {
      never(({ sample, chosen, options: some }) => {
        const declined = result(sample, chosen, some)?.declined ?? [];
        return declined.find(({ rule }) => /^file\/(self-check|transform-error)$/.test(rule))
          ?.because;
      });
    },
    timeout,
  );

  test(
    'a second run changes nothing',
    () => {
      never(({ sample, chosen, options: some }) => {
        const once = result(sample, chosen, some);
        const twice = once && result({ ...sample, text: once.text }, chosen, some);
        return twice?.text === once?.text
          ? undefined
          : `${once?.text}\n--- becomes ---\n${twice?.text}`;
      });
    },
    timeout,
  );

  test(
    'what is outside of the edits stays',
    () => {
      never(({ sample, chosen, options: some }) => {
        const made: { text: string; edits: Edit[] }[] = [];
        // Where a runtime can't be had, the whole rewrite begins again without it.
        const spied = chosen.map((transform, index) => spy(transform, made, index === 0));
        const end = result(sample, spied, some)?.text;
        const texts = [...made.map(({ text }) => text), end];
        const wrong = made.findIndex(
          ({ text, edits }, index) => spliced(text, edits) !== texts[index + 1],
        );
        return wrong === -1 ? undefined : made[wrong];
      });
    },
    timeout,
  );
});

test('the order in which -t names transforms does not matter', async () => {
  const names = transforms.map(({ name }) => name);
  const named = fc.shuffledSubarray(names, { minLength: 1 });
  const check = fc.asyncProperty(named, async (some) => {
    const chosen = await chosenTransforms(some, [], '.');
    expect(chosen).toEqual(transforms.filter(({ name }) => some.includes(name)));
  });
  await fc.assert(check, { numRuns: 50, seed });
});

/** The transform, noting the text that it gets and the edits that it makes. */
function spy(
  transform: Transform,
  made: { text: string; edits: Edit[] }[],
  isFirst: boolean,
): Transform {
  return {
    ...transform,
    *run(file, project, some) {
      const outcomes = [...transform.run(file, project, some)];
      if (isFirst) made.length = 0;
      made.push({
        text: file.text,
        edits: outcomes.flatMap((one) => (one.outcome === 'changed' ? one.edits : [])),
      });
      yield* outcomes;
    },
  };
}

/** Makes edits from the last to the first, which needs no bookkeeping. */
function spliced(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, index) => ({ ...edit, index }));
  ordered.sort((a, b) => b.start - a.start || b.end - a.end || b.index - a.index);
  return ordered.reduce(
    (done, { start, end, text: written }) => done.slice(0, start) + written + done.slice(end),
    text,
  );
}

const empty = defineTransform({
  name: 'empty',
  summary: 'changes nothing',
  rules: {},
  *run({ stages }) {
    yield change('empty/nothing', stages[0]!.from, 'Nothing.', [], {});
  },
});

test(
  'an empty list of edits is the identity',
  () => {
    expect(applyEdits('a\r\n\ufeff', [])).toBe('a\r\n\ufeff');
    never(({ sample }) => {
      const text = result(sample, [empty], {})?.text;
      return text === undefined || text === sample.text ? undefined : text;
    });
  },
  timeout,
);
