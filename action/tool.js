import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { ActionError } from './action-error.js';

/**
 * Installs the tool beside the checkout, once a job: nothing that the checkout brings, be it a
 * package or an .npmrc, has a say in what runs.
 *
 * @returns the program
 * @throws ActionError when npm can't install it
 */
export function installedTool(version, env) {
  const folder = join(env.RUNNER_TEMP ?? tmpdir(), `${manifest.name}-${version}`);
  const program = join(folder, 'node_modules', manifest.name, manifest.bin[manifest.name]);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const words = ['install', '--prefix', '.', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stderr, error } = spawnSync(
    'npm',
    [...words, `${manifest.name}@${version}`],
    // npm is a batch file on Windows, which starts in a shell only; the version is a checked word.
    { cwd: folder, env, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status === 0) return program;
  throw new ActionError(
    `npm can't install ${manifest.name}@${version}: ${error?.message ?? stderr.trim()}`,
    'Is there such a version, and npm on this runner (actions/setup-node)?',
  );
}

/** Runs the tool on the checkout, with this Node.js. */
export function runTool(words, env) {
  const { stdout, stderr, status, error } = spawnSync(process.execPath, words, {
    cwd: env.GITHUB_WORKSPACE ?? process.cwd(),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    // The runner is no terminal; the tool needs no secret of the action.
    env: withoutInputs(env),
  });
  if (error) throw error;
  return { out: stdout, told: stderr, code: status ?? 2 };
}

function withoutInputs(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}
