import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { completionFor, completions } from '../src/cli/completion.js';
import { buildCommand, command } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const complete = (...words: string[]) => completions(['slim-dockerfile', ...words]);

test('--help says how a shell gets it', async () => {
  expect(await completionFor(['--help'])).toContain('completion zsh >> ~/.zshrc');
});

describe('a word is completed', () => {
  test.each([
    [['ver'], ['verify']],
    [['--r'], ['--runtime', '--readonly-app']],
    [
      ['--format', 's'],
      ['summary', 'sarif'],
    ],
    [
      ['--runtime', ''],
      ['official', 'minimal', 'slim', 'distroless'],
    ],
    [['-t', 'n'], ['node-user']],
    [['--skip', 'drop'], ['drop-npm']],
    [['--explain', 'file/self'], ['file/self-check']],
    [['--fail-on', ''], ['declined']],
    [['verify', '--engi'], ['--engine']],
    [['repos', '--journ'], ['--journal']],
  ])('%j', async (words, expected) => {
    expect(await complete(...words)).toEqual(expected);
  });

  test('with what may be given again, and without what is given', async () => {
    expect(await complete('-t', 'x', '--transform', 'y', '--tr')).toEqual(['--transform']);
    expect(await complete('--write', '--wr')).toEqual([]);
  });

  test.each([[['serv']], [['--write', '']], [['--output', '']], [['verify', 'a']]])(
    'by the shell, where a path may stand: %j',
    async (words) => {
      expect(await complete(...words)).toEqual([]);
    },
  );
});

test('every shell gets a script that asks for completions, no other one', async () => {
  for (const [shell, sign] of [
    ['bash', 'complete -o bashdefault'],
    ['zsh', '#compdef slim-dockerfile'],
    ['fish', 'complete -c slim-dockerfile'],
  ] as const) {
    const script = await completionFor([shell]);
    expect(script).toContain(sign);
    expect(script).toContain('slim-dockerfile --get-yargs-completions');
  }
  await expect(completionFor(['tcsh'])).rejects.toThrow('There is no completion for "tcsh"');
});

const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('in bash itself', () => {
  beforeAll(buildCommand);

  test('the script completes', () => {
    const folder = temporaryFolder();
    const program = join(folder, 'slim-dockerfile');
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
    chmodSync(program, 0o755);
    const script = `eval "$(slim-dockerfile completion bash)"
      COMP_WORDS=(slim-dockerfile --runtime mi) COMP_CWORD=2
      $(complete -p slim-dockerfile | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      echo "\${COMPREPLY[@]}"`;
    const { NODE_OPTIONS: _1, ...env } = process.env;
    const path = `${folder}${delimiter}${env['PATH']}`;
    const found = execFileSync('bash', ['-c', script], {
      env: { ...env, PATH: path },
      encoding: 'utf8',
    });
    expect(found).toBe('minimal\n');
  });
});
