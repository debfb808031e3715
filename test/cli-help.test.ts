import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCommand, runCommand } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

beforeAll(buildCommand);

async function printed(...words: string[]): Promise<string> {
  const { code, out, told } = await runCommand(words, { cwd: temporaryFolder() });
  expect([code, told]).toEqual([0, '']);
  return out;
}

test('--help groups the options, shows examples, and names none of later issues', async () => {
  const help = await printed('--help');
  for (const word of [
    '--write',
    '--check',
    'Examples:',
    'Exit codes:',
    '--explain',
    '--jobs',
    'To learn more',
    'Examples:\n  Look and rewrite\n',
    '\n  In continuous integration\n',
  ])
    expect(help).toContain(word);
  expect(help).not.toMatch(/--annotate\b/);
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test.each([
  ['', 'README.md'],
  ['verify', 'docs/verify.md'],
  ['repos', 'docs/many-repositories.md'],
])('every option of "%s" stands in README.md or %s', async (command, page) => {
  const text = ['README.md', page]
    .map((name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
    .join('\n');
  const help = await printed(...command.split(' ').filter(Boolean), '--help');
  const names = [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+) /gm)].map(([, name = '']) => name);
  const usual = ['--help', '--version'];
  expect(names).toEqual(expect.arrayContaining(usual));
  const told = new Set(text.match(/(?<![\w-])--[a-z-]+/g));
  expect(names.filter((name) => !told.has(name) && !usual.includes(name))).toEqual([]);
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(await printed('--version')).toBe(`${version}\n`);
});

test('--list names the transforms in their order', async () => {
  const names = (await printed('--list')).split('\n').map((line) => line.split(' ')[0]);
  expect(names).toEqual(['split-stages', 'alpine-base', 'drop-npm', 'node-user', '']);
});

describe('--explain', () => {
  test('explains a rule', async () => {
    expect(await printed('--explain', 'file/onbuild')).toMatch(
      /^file\/onbuild\n\w.*\n\n\w[^]*\.\n$/,
    );
  });

  test('finds a rule by its reason, and the rules of a transform', async () => {
    expect(await printed('--explain', 'onbuild')).toMatch(/^file\/onbuild\n/);
    expect(await printed('--explain', 'file')).toMatch(
      /^file\/parse-error {2,}\S[^]*\nfile\/self-check {2,}\S/,
    );
  });

  test('lists all rules without a name, and explains each of them', async () => {
    const lines = (await printed('--explain')).trim().split('\n');
    expect(lines.length).toBeGreaterThan(40);
    for (const line of lines) expect(line).toMatch(/^[a-z-]+\/[a-z0-9-]+ {2,}\S/);
  });
});

describe('own transforms', () => {
  const source = (name: string): string => `
    export default {
      name: ${JSON.stringify(name)},
      summary: 'says no',
      rules: { no: { title: 'No', explanation: 'It says no.' } },
      *run({ stages: [stage] }) {
        const at = { start: stage.from.start, end: stage.from.end };
        yield { outcome: 'declined', rule: 'mine/no', at, because: 'No.' };
      },
    };`;

  test('are loaded by their path, and explained', async () => {
    const cwd = temporaryFolder({ 'mine.mjs': source('mine'), Dockerfile: '# x\nFROM node:22\n' });
    const { told } = await runCommand(['-t', './mine.mjs'], { cwd });
    expect(told).toMatch(/declined {2}Dockerfile:2 {2}mine\/no\n {12}No\./);
    const { out } = await runCommand(['-t', './mine.mjs', '--explain', 'mine/no'], { cwd });
    expect(out).toBe('mine/no\nNo\n\nIt says no.\n');
  });

  test('may not take the name of one of ours', async () => {
    const cwd = temporaryFolder({ 'mine.mjs': source('drop-npm'), Dockerfile: 'FROM node:22\n' });
    const { code, told } = await runCommand(['-t', './mine.mjs'], { cwd });
    expect([code, told]).toEqual([
      2,
      expect.stringMatching(/There is a transform "drop-npm" already/),
    ]);
  });

  test('that break are told by name', async () => {
    const breaking = source('mine').replace('const at', 'oh.no(); const at');
    const cwd = temporaryFolder({ 'mine.mjs': breaking, Dockerfile: 'FROM node:22\n' });
    const { told } = await runCommand(['-t', './mine.mjs'], { cwd });
    expect(told).toMatch(/"mine" failed: oh is not defined/);
  });
});

/** What V8 tells of the functions of a run, as `NODE_V8_COVERAGE` writes it. */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
}

describe('what costs time is not loaded for', () => {
  test.each(['--help', '--version'])('%s', async (option) => {
    const coverage = temporaryFolder();
    await runCommand([option], { cwd: temporaryFolder(), env: { NODE_V8_COVERAGE: coverage } });
    const [report = ''] = readdirSync(coverage);
    const { result } = JSON.parse(readFileSync(join(coverage, report), 'utf8')) as Coverage;
    const program = result.find(({ url }) => url.endsWith('/dist/program.cjs'));
    expect(program !== undefined).toBe(option === '--help');
    if (!program) return;
    const text = readFileSync(new URL(program.url), 'utf8');
    /** Each library is a function in that of the bundle: whether the one with these words has run. */
    const ran = (words: string): boolean => {
      const at = text.indexOf(words);
      const [, , library] = program.functions
        .flatMap(({ ranges }) => ranges)
        .filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset)
        .toSorted((a, b) => b.endOffset - b.startOffset - (a.endOffset - a.startOffset));
      if (at < 0 || !library) throw new Error(`${words} stands in no library of the bundle`);
      return library.count > 0;
    };
    expect(ran('strictOptions')).toBe(true);
    // What stands in dockerfile-ast, yaml, unbash, diff, write-file-atomic as they are set up.
    for (const heavy of [
      'getBuildStageRange',
      'yaml.alias',
      'ignoreBOM',
      'newlineIsToken',
      'tmpfileCreated',
    ])
      expect([heavy, ran(heavy)]).toEqual([heavy, false]);
  });
});
