import { describe, expect, test } from '@jest/globals';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../../src/index.js';
import { tellError } from '../../src/cli/errors.js';
import { UserError } from '../../src/user-error.js';
import { redacted, secretsIn } from '../../src/rewrite/redact.js';
import { formats } from '../../src/report/formats.js';
import { paintWith, reportIn, summaryOf, writtenLine } from '../../src/report/index.js';
import { harmless, harmlessJson, visible, visibleName } from '../../src/report/visible.js';
import { outcomeLines, tableOf } from '../../src/report/verified.js';
import { commitMessage, pullRequestBody } from '../../src/repositories/messages.js';
import type { FileResult } from '../../src/run/index.js';
import { cpuTime } from '../cpu-time.js';

// A title, a cleared screen, C1, a link (OSC 8), a bell, text turned around, a line of its own for CI.
const attack =
  '\u001b]0;owned\u0007\u001b[2J\u009b31m\u001b]8;;http://evil\u001b\\x\r\u007f\u202eabc\u2066\u2028\u061c';
const steering = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** A real rewrite of a file that holds the attack wherever a file can hold a text. */
function hostileResult(): FileResult {
  const a = attack.replaceAll('\u2028', '').replaceAll('\r', '');
  const before = `FROM node:22 AS b\nARG X="${a}"\n# ${a}\nRUN apt-get install -y "${a}" && ${a}/bin/${a}\nFROM node:20-${a}\nLABEL a="${a}"\nWORKDIR /app\nCOPY . .\nUSER "${a}"\nCMD ["npm", "run", "${a}"]\n`;
  const files = {
    'package.json': JSON.stringify({ name: attack, scripts: { [a]: `${attack} && npm run x` } }),
    'package-lock.json': `{${attack}`,
    'compose.yml': `services:\n  "${a}":\n    build: .\n    user: "${a}"\n`,
  };
  const around = memoryFiles({ ...files, Dockerfile: before });
  const result = rewrite(before, transforms, projectOf(around, 'Dockerfile', parse(before)));
  const path = `${attack}\n::error::owned\n/Dockerfile`;
  const more = { because: `::warning::${attack} ##[error]x [click](http://evil)`, advice: attack };
  const finding = { rule: 'x/y', transform: 'x', line: 1, ...more };
  return {
    ...result,
    text: result.text === before ? `${before}# ${a}\n` : result.text,
    changes: [...result.changes, finding],
    cautions: [...result.cautions, finding],
    declined: [...result.declined, finding],
    path,
    repositoryPath: path,
    before,
    written: false,
    error: attack,
  };
}

const result = hostileResult();

describe('no output for eyes lets a scanned repository steer it:', () => {
  const view = { paint: paintWith(false), width: 80 };
  const verified = {
    path: result.path,
    verdict: 'unproven',
    before: { buildError: attack },
    worse: [{ what: 'answer', before: attack, after: attack }],
  } as unknown as Parameters<typeof outcomeLines>[0];
  const outputs: Record<string, string> = {
    ...Object.fromEntries(
      formats.map((format) => {
        const report = reportIn(format, view, transforms);
        return [format, report.start() + report.file(result) + report.end()];
      }),
    ),
    'the summary beside a report': summaryOf(result, view),
    'the line of a written file': writtenLine(result, view),
    'a commit message': commitMessage([result]),
    'the text of a pull request': pullRequestBody([result]),
    'the lines of verify': outcomeLines(verified, view),
    'the table of verify': tableOf([verified]),
    'an error': tellError(
      new UserError(`There is no key "${attack}\n::error::x##[error]".`, attack),
    ),
    'the last look': harmless(`${attack}${result.path}`),
  };

  test.each(Object.entries(outputs))('%s', (_, text) => {
    expect(text).not.toMatch(steering);
  });

  // The last look knows no lines: what stands in them is made visible before.
  const logged = Object.entries(outputs).filter(([name]) => !/look|json|sarif|html/.test(name));
  test.each(logged)('%s holds no command for GitHub Actions', (_, text) => {
    expect(text).not.toMatch(/^[\t ]*::|##\[/m);
  });

  test('colours of ours stay, and only those', () => {
    const { red } = paintWith(true);
    expect(harmless(red('a\u001b[8mb\r\n'))).toBe(red('a^[[8mb\r\n'));
  });

  test('JSON says the same as before', () => {
    expect(JSON.parse(harmlessJson(JSON.stringify(attack)))).toBe(attack);
    const report = reportIn('json', { paint: paintWith(false) });
    const { files } = JSON.parse(report.start() + report.file(result) + report.end()) as {
      files: { path: string }[];
    };
    expect(files[0]?.path).toBe(result.path);
  });
});

test('a patch in a pipe has the bytes of the file', () => {
  const report = reportIn('diff', { paint: paintWith(false) });
  expect(report.file(result)).toContain(`+# ${attack.slice(0, 10)}`);
});

test('SARIF has no link that a scanned file made', () => {
  const report = reportIn('sarif', { paint: paintWith(false) }, transforms);
  const text = report.start() + report.file(result) + report.end();
  expect(text).toContain('click] (http');
  expect(text).not.toContain('](http');
});

test('the HTML report holds no markup but its own', () => {
  const markup = '</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>';
  const report = reportIn('html', { paint: paintWith(false) });
  const file = { ...result, path: markup, repositoryPath: markup, before: `FROM a\n# ${markup}\n` };
  const text = report.file({ ...file, declined: [{ rule: markup, line: 1, because: markup }] });
  expect(text.match(/<[^>]*>/g)).toEqual([
    '<script type="application/json" data-file>',
    '</script>',
  ]);
  expect(text).toContain('alert(1)');
});

test('a name stands on one line', () => {
  expect(visibleName('a\n::b')).toBe('a^J::b');
  expect(visible('::error::x\n \t::y')).toBe(
    String.raw`:\u003aerror::x` + '\n \t' + String.raw`:\u003ay`,
  );
});

describe('no finding tells a secret', () => {
  test.each([
    ['RUN npm config set //r/:_authToken=abc123def', 'RUN npm config set //r/:_authToken=***'],
    ['NPM_TOKEN="a b c" npm ci', 'NPM_TOKEN=*** npm ci'],
    ['ENV API_KEY: xyz, and more', 'ENV API_KEY: ***, and more'],
    ['git clone https://me:pw@host/x', 'git clone https://***@host/x'],
    ['curl https://ghp@host', 'curl https://***@host'],
    ['login --password hunter22', 'login --password ***'],
    ['["a.js", "--password", "hunter22"]', '["a.js", "--password", "***"]'],
    ['DB_PASS=hunter22 npm run migrate', 'DB_PASS=*** npm run migrate'],
    ["yarn config set -- '//r/:_authToken' 'abc'", "yarn config set -- '//r/:_authToken' ***"],
    ['aws configure set aws_secret_access_key abc', 'aws configure set aws_secret_access_key ***'],
    ['curl -H "Authorization: Bearer abc" h', 'curl -H "Authorization: Bearer ***" h'],
    ['curl -fsSL -u me:pw https://h', 'curl -fsSL -u me:*** https://h'],
    ['docker login -u me -p pw', 'docker login -u me -p ***'],
    ['mysql -ppw -e x', 'mysql -p*** -e x'],
    ['echo "root:pw" | chpasswd', 'echo "root:***" | chpasswd'],
    [`a ghp_${'a'.repeat(36)} b`, 'a *** b'],
    [`npm_${'a'.repeat(36)}`, '***'],
    ['AKIAIOSFODNN7EXAMPLE', '***'],
    [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${'a'.repeat(20)}`, '***'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  test.each([
    'NPM_TOKEN=$NPM_TOKEN npm ci',
    'RUN --mount=type=secret,id=npm npm ci',
    'git+ssh://git@github.com/a/b',
    'The tokens of a script are read.',
    '--password-file x',
    'docker run -u node:node x',
    'npm config set cache /tmp/x',
    'curl -H "Authorization: Bearer $TOKEN" h',
    'mkdir -p /data',
    'node:20@sha256:abc',
  ])('but %s stays', (text) => {
    expect(redacted(text)).toBe(text);
  });

  test('the values of variables with telling names, wherever a finding repeats them', () => {
    const secret = 'correct-horse-battery';
    const text = `FROM node:22\nARG DB_PASSWORD=${secret}\nENV S3_SECRET "${secret}2"\nWORKDIR /app\nCOPY . .\nRUN apt-get install -y ${secret} ${secret}2\nCMD ["npm","run","${secret}"]\n`;
    const told = rewrite(
      text,
      transforms,
      projectOf(memoryFiles({ 'package.json': '{}' }), 'Dockerfile', parse(text)),
    );
    const said = JSON.stringify([told.changes, told.cautions, told.declined]);
    expect(said).toContain('***');
    expect(said).not.toContain(secret);
  });

  test.each([
    ['ENV DB_PASS=battery-staple', ['battery-staple']],
    ['ENV db_pwd=battery-staple', ['battery-staple']],
    ['ENV PASS battery-staple', ['battery-staple']],
    ['ARG API_KEY="battery-staple"', ['battery-staple']],
    ["ENV A=1 TOKEN='battery staple' B=2", ['battery staple']],
    ['ENV TOKEN=short', []],
    ['ENV TOKEN=$GIVEN_BY_BUILD', []],
    ['ENV COMPASS=battery-staple KEYBOARD=battery-staple', []],
    ['LABEL token=battery-staple', []],
  ])('the values of %s', (line, secrets) => {
    expect(secretsIn(parse(`FROM node:22\n${line}\n`))).toEqual(secrets);
  });

  test('in time that grows with the text alone', () => {
    const taken = cpuTime(() => {
      for (const part of ['token', 'a_key', '--password ', '://', 'eyJaaaaaaaaaa', 'x.', ' ', '"'])
        redacted(part.repeat(200_000 / part.length));
    });
    expect(taken).toBeLessThan(5000);
  });
});

test('a finding that quotes a script of a megabyte is cut', () => {
  const before = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';
  const start = 'node a.js && '.repeat(80_000);
  const files = { Dockerfile: before, 'package.json': JSON.stringify({ scripts: { start } }) };
  const around = memoryFiles(files);
  const { declined } = rewrite(before, transforms, projectOf(around, 'Dockerfile', parse(before)));
  const told = declined.map(({ because }) => because);
  expect(told.filter((because) => because.includes('node a.js && node'))).not.toEqual([]);
  expect(Math.max(...told.map((because) => because.length))).toBeLessThan(2100);
});
