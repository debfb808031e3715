import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { buildCommand, type Finished } from './command-line.js';
import { type Comment, type GitHubApi, startGitHubApi } from './github-api.js';
import { temporaryFolder } from './temporary-folder.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY package.json a.js ./\nCMD ["node", "a.js"]\n';
const project = {
  'api/Dockerfile': dockerfile,
  'api/package.json': '{"name":"api","dependencies":{"express":"5"}}',
  'api/a.js': '',
};
const slim = { 'api/Dockerfile': 'FROM nginx:1.29-alpine\nUSER nginx\n' };

beforeAll(buildCommand);
jest.setTimeout(30_000);

interface Step extends Finished {
  readonly summary: string;
  readonly outputs: string;
}

/** Runs the action as a runner does: inputs and places in the environment, the tool in its place. */
async function step(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Step> {
  const runner = temporaryFolder({ summary: '', outputs: '' });
  const modules = join(runner, `slim-dockerfile-${manifest.version}`, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(root, join(modules, 'slim-dockerfile'), 'junction');
  const { NODE_OPTIONS: _1, FORCE_COLOR: _2, ...own } = process.env;
  const child = spawn(process.execPath, [`${root}/action/main.js`], {
    env: {
      ...own,
      RUNNER_TEMP: runner,
      GITHUB_WORKSPACE: temporaryFolder(files),
      GITHUB_STEP_SUMMARY: join(runner, 'summary'),
      GITHUB_OUTPUT: join(runner, 'outputs'),
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...env,
    },
  });
  let [out, told] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const read = (name: string): string => readFileSync(join(runner, name), 'utf8');
  return { code, out, told, summary: read('summary'), outputs: read('outputs') };
}

test('action.yml declares every input that the script reads, and the script that is there', () => {
  const { inputs, runs } = parse(readFileSync(`${root}/action.yml`, 'utf8'));
  const script = readFileSync(`${root}/action/inputs.js`, 'utf8');
  const read = [...script.matchAll(/read\('(\w+)'\)/g)].map(([, name]) => name);
  expect(Object.keys(inputs).toSorted()).toEqual([...new Set(read)].toSorted());
  expect(readFileSync(join(root, runs.main), 'utf8')).toContain('The GitHub Action');
});

describe('check', () => {
  test('fails the step, marks the lines, and writes summary and outputs', async () => {
    const { code, out, summary, outputs } = await step(project);
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=api\/Dockerfile,line=1,title=alpine-base\/alpine::\w/m);
    expect(summary).toMatch(/### `api\/Dockerfile`[^]*```diff/);
    expect(outputs).toBe('changed=1\ndeclined=0\n');
  });

  test('passes where nothing would change', async () => {
    const { code, out, outputs } = await step(slim);
    expect([code, outputs]).toEqual([0, 'changed=0\ndeclined=0\n']);
    expect(out).not.toContain('::error');
  });

  test('takes paths a line each, options in words, and writes SARIF', async () => {
    const files = { ...project, 'a b/Dockerfile': dockerfile };
    const { out } = await step(files, {
      paths: 'a b\n',
      args: '-t node-user --context "a b"',
      sarif: 'out.sarif',
    });
    expect(out).toMatch(/file=a b\/Dockerfile,line=4,title=node-user\/run-as-node::/);
    expect(out).not.toContain('api/Dockerfile');
  });

  test('marks what was declined where that fails the step', async () => {
    const files = { Dockerfile: 'FROM node:22-alpine\nUSER root\nCMD ["node", "a.js"]\n' };
    const told = /^::warning file=Dockerfile,line=2,title=node-user\/explicit-root::The file asks/m;
    const args = '-t node-user --fail-on declined';
    const { code, out } = await step(files, { args });
    expect([code, out]).toEqual([1, expect.stringMatching(told)]);
    expect((await step(files, { args: '-t node-user' })).out).not.toMatch(told);
  });

  test('what a scanned file says is no workflow command', async () => {
    const { out } = await step({ Dockerfile: 'FROM node:22\n::set-env name=A::b\n' });
    const [, token] = /^::stop-commands::(\S+)$/m.exec(out) ?? [];
    expect(out.indexOf('::set-env')).toBeLessThan(out.indexOf(`::${token}::`));
  });

  test.each([
    [{ mode: 'fix' }, /::error::mode: fix means nothing\.\n::notice::It is check or comment/],
    [{ args: '-w' }, /::error::args: the action says by itself whether to write/],
    [{ version: '1; rm -rf /' }, /::error::version: 1; rm -rf \/ is none/],
    [{ args: '--runtim slim' }, /There is no option --runtim/],
  ])('%j is refused', async (inputs, message) => {
    const { code, out } = await step(project, inputs);
    expect(out).toMatch(message);
    expect(code).toBeGreaterThan(0);
  });
});

test('a report is cut to the room that there is: diffs first, then files at the end', async () => {
  const module: unknown = await import(new URL('../action/fitting.js', import.meta.url).href);
  const { fitting } = module as { fitting: (markdown: string, room: object) => string };
  const file = (name: string) =>
    `\n### \`${name}\`\n\nä\n<details>\n${'+'.repeat(99)}\n</details>\n`;
  const markdown = `# All\n${['a', 'b', 'c'].map(file).join('')}`;
  const cut = (longest: number) =>
    fitting(markdown, { longest, size: Buffer.byteLength, elsewhere: 'look there' });
  expect(cut(1000)).toBe(markdown);
  expect(cut(150)).toMatch(
    /^# All\n\n### `a`[^]*`b`[^]*`c`\n\nä\n\nThere was no room.*look there\.\n$/,
  );
  expect(cut(84)).toMatch(/^# All\n\n### `a`\n\nä\n\n\nAnd more, .*: look there\.\n$/);
  for (const longest of [84, 90, 150])
    expect(Buffer.byteLength(cut(longest))).toBeLessThanOrEqual(longest);
});

describe('comment', () => {
  /** Runs the step on pull request 7, with the token given to the server and to the action. */
  async function commented(
    files: Readonly<Record<string, string>>,
    comments: Comment[] = [],
    token = 'right',
    event: unknown = { pull_request: { number: 7 } },
  ): Promise<Step & { readonly api: GitHubApi }> {
    const api = await startGitHubApi('right', comments);
    const path = join(temporaryFolder(), 'event.json');
    writeFileSync(path, JSON.stringify(event));
    const env = {
      GITHUB_API_URL: api.url,
      GITHUB_REPOSITORY: 'octo/app',
      GITHUB_EVENT_PATH: path,
    };
    const result = await step(files, { mode: 'comment', token }, env);
    await api.close();
    return { ...result, api };
  }

  test('writes one, changes the same one later, and says when all is done', async () => {
    const others = Array.from({ length: 100 }, (_, id) => ({ id, body: 'Nice.' }));
    const first = await commented(project, others);
    expect([first.code, first.api.comments.length]).toEqual([0, 101]);
    const own = first.api.comments[100];
    expect(own?.body).toMatch(/^<!-- slim-dockerfile -->\n[^]*### `api\/Dockerfile`[^]*```diff/);

    const again = await commented(project, first.api.comments);
    expect(again.api.asked.filter((one) => !one.startsWith('GET'))).toEqual([]);

    const done = await commented(slim, first.api.comments);
    expect(done.api.comments.length).toBe(101);
    expect(own?.body).toBe('<!-- slim-dockerfile -->\nNo Dockerfile would change any more.\n');
  });

  test('writes none where nothing would change', async () => {
    const { code, api } = await commented(slim);
    expect([code, api.comments]).toEqual([0, []]);
  });

  test('leaves out what has no room', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 80 }, (_, at) => [`s${at}/Dockerfile`, dockerfile]),
    );
    const { api, summary } = await commented(many);
    const body = api.comments[0]?.body ?? '';
    expect(body.length).toBeLessThan(65_536);
    expect(body).not.toContain('<details>');
    expect(body).toMatch(/in the summary of the run/);
    expect(summary).toContain('<details>');
  });

  test('a token that may not write is told, and fails nobody', async () => {
    const { code, out } = await commented(project, [], 'wrong');
    expect(code).toBe(0);
    expect(out).toMatch(/^::warning::The comment could not be written: the token may not.*forks/m);
  });

  test('without a pull request the report is in the summary', async () => {
    const { code, out, summary } = await commented(project, [], 'right', { ref: 'main' });
    expect([code, out]).toEqual([0, expect.stringMatching(/^::notice::This run belongs to no/m)]);
    expect(summary).toContain('api/Dockerfile');
  });
});
