import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { minify } from '@swc/core';
import { transform } from 'esbuild';

/** Takes names and blanks out of the libraries, whose traces nobody reads, before they are joined. */
export const compactLibraries = {
  name: 'compact-libraries',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const source = withOwnFolder(path, await readFile(path, 'utf8'));
      const { code } = await transform(source, {
        minify: true,
        target: 'node20',
        legalComments: 'none',
      });
      return { contents: code };
    });
  },
};

/**
 * yargs looks for the version of its program in the nearest package.json, and in a bundle it began to look in
 * the working directory: in a scanned repository that may be a device without an end.
 */
function withOwnFolder(path, source) {
  if (!/[\\/]yargs[\\/]lib[\\/]platform-shims[\\/]esm\.mjs$/.test(path)) return source;
  const there = 'mainFilename: mainFilename || process.cwd()';
  if (!source.includes(there)) throw new Error(`${path} is another one: where does it look now?`);
  return source.replace(there, 'mainFilename: __dirname');
}

/** Shortens the names of variables within functions; those of functions stay, for traces of errors. */
export const compactSources = {
  name: 'compact-sources',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:src|transforms)[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, { loader: 'ts', target: 'node20' });
      const kept = { keep_fnames: true, keep_classnames: true, toplevel: false };
      const shorter = await minify(code, { module: true, compress: false, mangle: kept });
      return { contents: shorter.code };
    });
  },
};

/** Tables as texts: JSON.parse reads them in a fraction of the time that code of the same size takes. */
export const jsonAsText = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]knowledge[\\/].*\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      const quoted = text.replaceAll(/[\\']/g, String.raw`\$&`);
      return { contents: `export default JSON.parse('${quoted}');` };
    });
  },
};

/**
 * Libraries that prepare much when they are loaded, though few runs need them: the tables by which
 * yargs measures characters for `--help` took a tenth of the time over one file. Each exports one
 * function alone, and is loaded when that is first called.
 */
export const lateLibraries = (root) => ({
  name: 'late-libraries',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^(?:string-width|wrap-ansi)$/ }, async ({ path, kind, ...from }) => {
      if (kind !== 'import-statement' || from.namespace === 'late') return undefined;
      const found = await resolve(path, { kind: 'require-call', ...from });
      return { path: relative(root, found.path), namespace: 'late' };
    });
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      contents: `export default (...given) => require(${JSON.stringify(`./${path}`)}).default(...given);`,
      resolveDir: root,
    }));
  },
});
