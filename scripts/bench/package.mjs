import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from './machine.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npx` has to fetch, and how long it takes from a tarball with nothing in npm's cache. */
export function packed() {
  const folder = mkdtempSync(join(tmpdir(), 'slim-dockerfile-npx-'));
  try {
    return report(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(folder) {
  const [facts] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  );
  const tarball = join(folder, facts.filename);
  const cache = join(folder, 'cache');
  const started = () => [
    milliseconds(() => npm(['--version'], folder)),
    milliseconds(() => npx(tarball, cache, folder)),
  ];
  const [bare, cold] = started();
  const [, warm] = started();
  const row = (name, time) => [name, (time / 1000).toFixed(1), (time / bare).toFixed(1)];
  return `## The package

${kilobytes(facts.size)} kB to fetch, ${kilobytes(facts.unpackedSize)} kB unpacked, ${facts.entryCount} files; with it ${installed(cache).length - 1} package installed
(${installed(cache).join(', ')}). docs/dependencies.md says what is in it. \`npx\` from the tarball, other
packages from the registry:

${table(
  ['', 'wall s', '× `npm --version`'],
  [
    row('`npm --version`', bare),
    row('`npx slim-dockerfile --version`, nothing in the cache', cold),
    row('the same again', warm),
  ],
)}`;
}

function npx(tarball, cache, cwd) {
  const words = ['exec', '--yes', '--cache', cache, '--package', tarball, '--'];
  return npm([...words, 'slim-dockerfile', '--version'], cwd);
}

function installed(cache) {
  const [run = ''] = readdirSync(join(cache, '_npx'));
  const modules = join(cache, '_npx', run, 'node_modules');
  return readdirSync(modules).filter(
    (name) => !name.startsWith('.') && statSync(join(modules, name)).isDirectory(),
  );
}

function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function milliseconds(work) {
  const from = performance.now();
  work();
  return performance.now() - from;
}

const kilobytes = (bytes) => Math.round(bytes / 1000);
