// Bundles the command line, the library and what tests of transforms need: dist/cli.js, index.js and
// testing.js, with what they load later in dist/chunks. The libraries are part of it, so that there is
// little to fetch and few files to open; their licences go to dist/THIRD-PARTY.txt. Files that are the
// same already are not touched, and stale ones go last, so that a run of the tool beside a build finds
// all it needs.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from './build/notices.mjs';
import { compactLibraries, compactSources, jsonAsText, lateLibraries } from './build/plugins.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const banner = [
  "import { createRequire as requireFrom } from 'node:module';",
  'const require = requireFrom(import.meta.url);',
  'const bundledFile = import.meta.url;',
].join('\n');

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    testing: 'src/testing.ts',
    'chunks/worker': 'src/cli/jobs/worker.ts',
  },
  outdir: dist,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  // The project's own prettier knows its own settings best, and it is large.
  external: ['prettier'],
  // Names of files in the bundle are those below this folder, wherever node_modules is kept.
  preserveSymlinks: true,
  mainFields: ['module', 'main'],
  plugins: [lateLibraries(root), compactLibraries, compactSources, jsonAsText],
  // Names of functions and short lines stay: traces of errors have to be worth reading.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  metafile: true,
  legalComments: 'none',
  // Libraries in CommonJS know require, and a name of their own file.
  define: { __filename: 'bundledFile' },
  banner: { js: banner },
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

const text = notices(root, metafile);
outputFiles.push({ path: join(dist, 'THIRD-PARTY.txt'), contents: Buffer.from(text) });

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
