import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { answerIn } from '../src/cli/interactive.js';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';
import { type Answer, Review, type Step } from '../src/run/index.js';
import { buildCommand, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';
import { hasTerminal, typed } from './terminal.js';

// A machine that does much else takes long to start a process.
jest.setTimeout(30_000);

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n';
const around = {
  'package.json': '{ "name": "a", "scripts": { "start": "node server.js" } }\n',
  'package-lock.json': '{ "name": "a", "lockfileVersion": 3, "packages": {} }\n',
  'server.js': 'process.on("SIGTERM", () => process.exit());\n',
};
const app = { Dockerfile: dockerfile, ...around };
const project = projectOf(memoryFiles(app), 'Dockerfile', parse(dockerfile));
const place = { path: 'Dockerfile', repositoryPath: 'Dockerfile' };

/** Answers in the order in which it is asked, and remembers the questions. */
function reviewWith(...answers: Answer[]): { review: Review; asked: Step[] } {
  const asked: Step[] = [];
  const review = new Review(async (step) => {
    asked.push(step);
    return answers[asked.length - 1] ?? 'quit';
  });
  return { review, asked };
}

function reviewed(review: Review): Promise<{ readonly text: string }> {
  return review.rewrite(place, transforms, (some) => rewrite(dockerfile, some, project));
}

function by(...names: string[]): string {
  const some = transforms.filter(({ name }) => names.includes(name));
  return rewrite(dockerfile, some, project).text;
}

describe('a review', () => {
  test('asks for what each transform adds, and for nothing where one has nothing to do', async () => {
    const { review, asked } = reviewWith('accept', 'accept', 'accept');
    expect((await reviewed(review)).text).toBe(rewrite(dockerfile, transforms, project).text);
    expect(asked.map(({ transform }) => transform)).toEqual([
      'alpine-base',
      'drop-npm',
      'node-user',
    ]);
    expect(asked[0]?.before).toBe(dockerfile);
    expect(asked[1]?.before).toBe(asked[0]?.text);
    expect(asked[1]?.changes.map(({ transform }) => transform)).toEqual(['drop-npm', 'drop-npm']);
  });

  test.each<[string, Answer[], string[], object]>([
    [
      'skips one',
      ['accept', 'skip', 'accept'],
      ['alpine-base', 'node-user'],
      { accepted: 2, skipped: 1 },
    ],
    [
      'skips the first',
      ['skip', 'accept', 'accept'],
      ['drop-npm', 'node-user'],
      { accepted: 2, skipped: 1 },
    ],
    [
      'takes the rest',
      ['skip', 'accept-rest'],
      ['drop-npm', 'node-user'],
      { accepted: 2, skipped: 1 },
    ],
    ['leaves the rest', ['accept', 'skip-rest'], ['alpine-base'], { accepted: 1, skipped: 1 }],
    [
      'keeps what was accepted before it quits',
      ['accept', 'quit'],
      ['alpine-base'],
      { accepted: 1, skipped: 0 },
    ],
    ['skips everything', ['skip', 'skip', 'skip'], [], { accepted: 0, skipped: 3 }],
  ])('%s', async (_, answers, names, counts) => {
    const { review } = reviewWith(...answers);
    expect((await reviewed(review)).text).toBe(by(...names));
    expect(review.counts).toEqual(counts);
    expect(review.ended).toBe(answers.includes('quit'));
  });
});

test.each([
  [' Y ', 'accept'],
  ['d', 'skip-rest'],
  ['', undefined],
  ['?', undefined],
  ['abort', undefined],
  ['constructor', undefined],
])('the line "%s" means %s', (line, answer) => {
  expect(answerIn(line)).toBe(answer);
});

describe('without a terminal', () => {
  beforeAll(buildCommand);

  test.each([
    [['-i'], /--interactive asks on a terminal, and here is none\.\n {2}Use --write/],
    [
      ['-i', '--check'],
      /--interactive and --check exclude each other\.\n {2}One writes, the other/,
    ],
    [['-i', '-'], /standard input is a Dockerfile/],
  ])('%j is refused', async (words, message) => {
    const folder = temporaryFolder(app);
    const { code, out, told } = await runCommand(words, { cwd: folder });
    expect([code, out, told]).toEqual([2, '', expect.stringMatching(message)]);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(dockerfile);
  });
});

// Where there is no such program (macOS, Windows), the review above is tested, the terminal is not.
const onTerminal = hasTerminal() ? describe : describe.skip;

onTerminal('on a terminal', () => {
  beforeAll(buildCommand);
  const two = { ...app, 'z/Dockerfile': dockerfile };

  test('shows, asks, helps, and writes what is accepted', async () => {
    const folder = temporaryFolder(two);
    const { code, shown } = await typed(folder, '-i', ['?\r', 'y\r', 'n\r', 'y\r', 'd\r']);
    expect(code).toBe(0);
    expect(shown).toContain('\u001b[32m+FROM node:22-alpine');
    expect(shown).toMatch(/Change Dockerfile by alpine-base \[y,n,a,d,q,\?\]\?/);
    expect(shown).toContain('q - quit');
    expect(shown).toMatch(/wrote.* Dockerfile: alpine-base, node-user/);
    expect(shown).toMatch(/2 accepted, 2 skipped: 1 Dockerfile rewritten\./);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(by('alpine-base', 'node-user'));
    expect(readFileSync(join(folder, 'z/Dockerfile'), 'utf8')).toBe(dockerfile);
  });

  test.each([
    ['q', 'q\r'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s keeps what was accepted and leaves the rest', async (_, key) => {
    const folder = temporaryFolder(two);
    const { code, shown } = await typed(folder, '-i --color never', ['y\r', key]);
    expect([code, shown]).toEqual([0, expect.stringMatching(/You quit/)]);
    expect(shown).not.toMatch(/\n {4}at /);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(by('alpine-base'));
    expect(readFileSync(join(folder, 'z/Dockerfile'), 'utf8')).toBe(dockerfile);
  });
});
