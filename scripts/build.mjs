// Bundles the command line, the library and what tests of transforms need: dist/cli.js, index.js and
// testing.js, with what they load later in dist/chunks. Files that are the same already are not
// touched, and stale ones go last, so that a run of the tool beside a build finds all it needs.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', testing: 'src/testing.ts' },
  outdir: dist,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  write: false,
});

const current = (path) => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

const isChunk = ({ path }) => path.includes('chunks');
for (const { path, contents } of outputFiles.toSorted((a, b) => isChunk(b) - isChunk(a))) {
  if (current(path)?.equals(contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
chmodSync(join(dist, 'cli.js'), 0o755);

const fresh = new Set(outputFiles.map(({ path }) => path));
for (const name of readdirSync(join(dist, 'chunks'))) {
  const path = join(dist, 'chunks', name);
  if (!fresh.has(path)) rmSync(path, { force: true });
}
