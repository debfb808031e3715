import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A Dockerfile of which something changes without a project around it. */
export const dockerfile = `FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n`;

/** Runs git as somebody, without the settings of the machine. */
export function git(cwd: string, ...words: readonly string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  return execFileSync('git', words, { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Makes a repository with one commit. */
export function repository(
  folder: string,
  files: Readonly<Record<string, string>> = { Dockerfile: dockerfile, 'server.js': '' },
): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  git(folder, 'config', 'user.name', 'A');
  git(folder, 'config', 'user.email', 'a@example.com');
  write(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'first');
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Everything that a run must not touch: branches, the commit checked out, index and work tree. */
export function stateOf(folder: string): string {
  return [
    git(folder, 'status', '--porcelain', '--branch', '--ignored'),
    git(folder, 'for-each-ref'),
    git(folder, 'rev-parse', 'HEAD'),
    git(folder, 'ls-files', '--stage'),
  ].join('\n');
}
