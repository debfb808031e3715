import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The bundled command. */
export const command = `${root}/dist/cli.cjs`;

/** Bundles the command, so that the tests never meet an older one. */
export function buildCommand(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root });
}

/** What a process leaves behind. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly told: string;
}

/** Who commits: a new machine has no settings of git, and others have some that change what git does. */
const gitSettings = {
  GIT_CONFIG_GLOBAL: `${root}/test/git-identity.ini`,
  GIT_CONFIG_NOSYSTEM: '1',
};

/** How a process is started; the environment is the test's own without colours and settings of git. */
export interface Start {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command as a process of its own. */
export function runCommand(
  words: readonly string[],
  { cwd, input = '', env = {} }: Start,
): Promise<Finished> {
  const { NO_COLOR: _1, FORCE_COLOR: _2, NODE_OPTIONS: _3, ...own } = process.env;
  const child = spawn(process.execPath, [command, ...words], {
    cwd,
    env: { ...own, ...gitSettings, ...env },
  });
  let out = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, told }));
  });
}
