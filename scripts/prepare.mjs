// Builds after `npm ci`, before `npm pack`, and where npm installs from git. With `npm install --global`
// of a git URL, which pre-commit uses, the npm that should bring our development dependencies inherits
// --global and brings none; then they are brought here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const npm = (...words) => {
  const { status } = spawnSync('npm', words, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
};

if (!existsSync('node_modules/esbuild'))
  npm('install', '--no-global', '--ignore-scripts', '--include=dev', '--no-save');
npm('run', 'build');
