import { basename } from 'node:path';
import { build } from 'esbuild';
import {
  jsonAsText,
  lateBuiltIns,
  lateLibraries,
  leanLibraries,
  ownImports,
  ownManifest,
  quietLibraries,
} from './plugins.mjs';

/** What of the sources can be asked of the bundle; each part is set up when it is first asked for. */
const parts = `
  exports.commandLine = () => require('./src/cli/process.ts');
  exports.worker = () => require('./src/cli/jobs/worker.ts');
  exports.library = () => require('./src/index.ts');
  exports.testing = () => require('./src/testing.ts');
`;

const given = 'exports, require, module, __filename, __dirname';
/** A module of CommonJS as ever, and where there is no module, the function that makes one of it. */
const wrapping = {
  before: `((load) => typeof module === 'object' ? load(${given}) : load)(function (${given}) {`,
  after: '})',
};

const common = {
  bundle: true,
  // Names of files in the bundle are those below this folder, wherever node_modules is kept.
  preserveSymlinks: true,
  legalComments: 'none',
  platform: 'node',
  target: 'node20',
  // Read byte by byte, see src/cli/start/program.ts.
  charset: 'ascii',
  lineLimit: 160,
  metafile: true,
  write: false,
};

/**
 * Everything, in one file. A trace of an error has short names: `npm run trace` gives it back those of
 * the sources, by the map that the same build can make.
 *
 * @returns its contents, what is in it, and the source map if that was asked for
 */
export async function bundledProgram(root, { readable = false, map = false } = {}) {
  const { outputFiles, metafile } = await build({
    ...common,
    absWorkingDir: root,
    stdin: { contents: parts, resolveDir: root, sourcefile: 'program.js' },
    outfile: 'dist/program.cjs',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [
      lateBuiltIns,
      lateLibraries(root),
      leanLibraries,
      quietLibraries,
      ownImports,
      ownManifest(root),
      jsonAsText,
    ],
    minify: !readable,
    sourcemap: map && 'external',
    banner: {
      js: `${wrapping.before}\nconst bundledFile = require('node:url').pathToFileURL(__filename).href;`,
    },
    footer: { js: wrapping.after },
    define: { 'import.meta.url': 'bundledFile' },
  });
  const [program, sourceMap] = outputFiles.toSorted((a, b) => a.path.length - b.path.length);
  return { contents: Buffer.from(program.contents), metafile, map: sourceMap?.text };
}

/** The one part that Node.js has to load itself (src/machine/import-module.ts). */
export async function bundledImport(root) {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: ['src/machine/import-module.ts'],
    outfile: 'dist/import-module.cjs',
    format: 'cjs',
  });
  return Buffer.from(outputFiles[0].contents);
}

/**
 * What starts the program: by the command line, and in a thread. They are CommonJS, for which Node.js has
 * to set up less.
 *
 * @param print tells the program from every other one
 * @returns the names of the files, and their contents
 */
export async function bundledStart(root, print) {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts', worker: 'src/cli/start/worker.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    plugins: [lateBuiltIns, ownManifest(root)],
    minifySyntax: true,
    define: { programPrint: JSON.stringify(print) },
  });
  return outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]);
}
