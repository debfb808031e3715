import { describe, expect, test } from '@jest/globals';
import { change, decline, defineTransform, replace } from '../src/transform.js';
import { assertFixture, fixturesIn } from '../src/testing.js';
import { temporaryFolder } from './temporary-folder.js';

const addressed = defineTransform({
  name: 'port',
  summary: 'goes to port 80',
  rules: { moved: { title: 'Port 80', explanation: 'It is 80.' } },
  *run({ instructions }) {
    const old = instructions.find(({ keyword }) => keyword === 'EXPOSE');
    if (!old || old.argument === '80') return;
    if (old.argument === '1') return yield decline('port/unknown', old, 'Nobody listens there.');
    const [edits, writes] = [[replace(old, 'EXPOSE 80')], ['EXPOSE 80']];
    yield change('port/moved', old, 'A port.', edits, {
      rewrites: [old],
      writes,
      image: { exposed: '80' },
    });
  },
});

const fixture = (before: string, after: string, findings = '') =>
  `Why.\n\n\`\`\`dockerfile before\nFROM a\n${before}\n\`\`\`\n\n\`\`\`dockerfile after\nFROM a\n${after}\n\`\`\`\n${findings && `\n\`\`\`text findings\n${findings}\n\`\`\`\n`}`;

const failureOf = (markdown: string): string => {
  try {
    assertFixture(markdown, [addressed], 'a.md');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the fixture was met');
};

describe('a fixture', () => {
  test('that is met says nothing', () => {
    assertFixture(fixture('EXPOSE 3', 'EXPOSE 80', '2: changed port/moved'), [addressed]);
  });

  test('that is not met shows the text as a diff, with what was said', () => {
    expect(failureOf(fixture('EXPOSE 3', 'EXPOSE 81'))).toBe(`a.md is not met.

The text is not the one after:
  - expected
  + found
   FROM a
  -EXPOSE 81
  +EXPOSE 80
What was said of it:
  2: changed port/moved: A port.
`);
  });

  test('shows blanks and carriage returns that end a line', () => {
    const message = failureOf(fixture('EXPOSE 3', 'EXPOSE 80 \nUSER a\r'));
    expect(message).toContain('-EXPOSE 80·\n  -USER a␍\n  +EXPOSE 80\n');
  });

  test('shows findings as a diff', () => {
    const message = failureOf(fixture('EXPOSE 3', 'EXPOSE 80', '2: declined port/moved'));
    expect(message).toContain(
      'The findings differ:\n  - expected\n  + found\n  -2: declined port/moved\n  +2: changed port/moved',
    );
  });

  test('fails where a rule is reported that is not declared', () => {
    const message = failureOf(fixture('EXPOSE 1', 'EXPOSE 1'));
    expect(message).toContain('The rule port/unknown is reported, and no transform declares it');
  });
});

describe('a folder of fixtures', () => {
  test('is a list of names and checks, in order', () => {
    const folder = temporaryFolder({
      'b.md': fixture('EXPOSE 3', 'EXPOSE 80'),
      'a/c.md': fixture('EXPOSE 3', 'EXPOSE 3'),
      'notes.txt': '',
    });
    const [first, second, ...rest] = fixturesIn(folder, [addressed]);
    expect([first?.name, second?.name, rest]).toEqual(['a/c', 'b', []]);
    expect(first?.check).toThrow(/^a\/c\.md is not met/);
    expect(second?.check).not.toThrow();
  });

  test('that is empty is an error: nothing would be tested', () => {
    expect(() => fixturesIn(temporaryFolder(), [addressed])).toThrow(/There is no fixture/);
  });
});
