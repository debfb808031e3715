import { expect, test } from '@jest/globals';
import { paintWith, reportIn } from '../../src/report/index.js';
import type { FileResult } from '../../src/run/index.js';

function markdown(result: Partial<FileResult>): string {
  const report = reportIn('markdown', { paint: paintWith(false) }, []);
  const whole: FileResult = {
    path: 'Dockerfile',
    repositoryPath: 'Dockerfile',
    before: 'FROM a\n',
    text: 'FROM a\n',
    written: false,
    changes: [],
    cautions: [],
    declined: [],
    ...result,
  };
  return report.start() + report.file(whole) + report.end();
}

test('words from a scanned file are no markup', () => {
  const text = markdown({
    path: 'a`b/Dockerfile',
    declined: [
      {
        rule: 'x/y',
        line: 3,
        because: 'Runs <img src=x> [a](https://b) @someone *now*.',
        advice: 'Do `this`.',
      },
    ],
  });
  expect(text).toContain('### `` a`b/Dockerfile ``');
  expect(text).toContain(
    String.raw`- line 3, ${'`x/y`'}: Runs &lt;img src=x> \[a\](https:&#47;&#47;b) @${'\u200b'}someone \*now\*. *Do \`this\`.*`,
  );
});

test('a fence in the file does not end the diff', () => {
  const text = markdown({ text: 'FROM a\n# ```\n' });
  expect(text).toMatch(/^````diff\n[^]*^\+# ```\n````$/m);
});

test('a file with nothing to tell is only counted', () => {
  expect(markdown({})).toBe('## slim-dockerfile\n\n1 Dockerfile, nothing to change.\n');
});
