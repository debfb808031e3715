// Bundles the playground of the documentation for browsers: node scripts/playground.mjs FOLDER
// It needs the dependencies of the repository alone, not those of the site.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve as absolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = join(root, 'docs/site/playground');
const [output] = process.argv.slice(2);
if (output === undefined) throw new Error('usage: node scripts/playground.mjs FOLDER');
const target = absolute(output);

/** Examples of the repository to begin with; a tab for each of their files. */
const samples = ['typescript-api', 'plain-node', 'native-module', 'pnpm-api', 'yarn-app'];

function filesOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  const shown = files.filter((path) => !/README\.md$|node_modules|^public/.test(path));
  return Object.fromEntries(
    shown.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}

const unused = /^(?:assert|buffer|crypto|events|fs|os|path|stream|tty|util)$/;

const texts = Object.fromEntries(
  samples.map((name) => [name, filesOf(join(root, 'examples', name))]),
);
const stub = `const stub = new Proxy(function () {}, {
  get: (own, key) => (key === 'prototype' ? own.prototype : key === '__esModule' ? false : stub),
  apply: () => stub,
  construct: () => stub,
});
module.exports = stub;`;
const contents = {
  samples: `export const samples = ${JSON.stringify(texts)};`,
  'node:module': `export const builtinModules = ${JSON.stringify(builtinModules)};`,
};

/** What a browser lacks of node: paths come from a package, the rest is data. */
const forBrowsers = {
  name: 'for-browsers',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^node:path$/ }, ({ resolveDir }) =>
      resolve('path-browserify', { kind: 'import-statement', resolveDir }),
    );
    onResolve({ filter: /^(?:node:module|samples)$/ }, ({ path }) => ({ path, namespace: 'data' }));
    // yarn's reader of lockfiles is cut out of yarn as a whole: it names these, and reading a text
    // calls none of them.
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'data' }));
    onLoad({ filter: /.*/, namespace: 'data' }, ({ path }) => ({
      contents: contents[path] ?? stub,
    }));
  },
};

mkdirSync(target, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { playground: join(here, 'main.ts') },
  outdir: target,
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'slimDockerfilePlayground',
  platform: 'browser',
  target: ['es2023', 'chrome120', 'firefox121', 'safari17'],
  plugins: [forBrowsers],
  inject: [join(here, 'buffer.ts')],
  metafile: true,
  logLevel: 'warning',
});
copyFileSync(join(here, 'playground.css'), join(target, 'playground.css'));
copyFileSync(join(here, 'page.html'), join(target, 'index.html'));
for (const [path, { bytes }] of Object.entries(metafile.outputs))
  console.log(`${relative(root, join(root, path))}: ${Math.round(bytes / 1000)} kB`);
