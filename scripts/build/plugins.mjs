import { readFile } from 'node:fs/promises';
import { minify } from '@swc/core';
import { transform } from 'esbuild';

/** Takes names and blanks out of the libraries, whose traces nobody reads, before they are joined. */
export const compactLibraries = {
  name: 'compact-libraries',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, {
        minify: true,
        target: 'node20',
        legalComments: 'none',
      });
      return { contents: code };
    });
  },
};

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
