import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * What libraries do when they are loaded, though we need none of it. yargs looks for the version of its
 * program in the nearest package.json, and in a bundle it began to look in the working directory: in a
 * scanned repository that may be a device without an end. yargs and picocolors ask standard output for what
 * we tell them, and Node.js loads its streams for that; so it does where lilconfig wants to read
 * asynchronously, and node:assert to find that two things differ.
 */
const replaced = new Map([
  [
    'yargs/lib/platform-shims/esm.mjs',
    [
      ['mainFilename: mainFilename || process.cwd()', 'mainFilename: __dirname'],
      [
        "stdColumns: typeof process.stdout.columns !== 'undefined' ? process.stdout.columns : null",
        'stdColumns: null',
      ],
      [
        '    notStrictEqual,\n',
        '    notStrictEqual: (...given) => Object.is(given[0], given[1]) && notStrictEqual(...given),\n',
      ],
    ],
  ],
  ['picocolors/picocolors.js', [['(p.stdout || {}).isTTY', 'false']]],
  [
    'lilconfig/src/index.js',
    [
      [
        'fsReadFileAsync = fs.promises.readFile;',
        'fsReadFileAsync = async (path) => fs.readFileSync(path);',
      ],
      ["const os = require('os');", ''],
      ['stopDir: os.homedir(),', ''],
    ],
  ],
]);
export const quietLibraries = {
  name: 'quiet-libraries',
  setup({ onLoad }) {
    for (const [file, changes] of replaced)
      onLoad(
        { filter: new RegExp(`/node_modules/${file}$`.replaceAll('/', String.raw`[\\/]`)) },
        async ({ path }) => {
          let contents = await readFile(path, 'utf8');
          for (const [was, is] of changes) {
            if (!contents.includes(was))
              throw new Error(`${path} is another one: where is ${was} now?`);
            contents = contents.replace(was, () => is);
          }
          return { contents };
        },
      );
  },
};

/** Where a fact comes from is for those who read the tables, and no code asks. */
const withoutOrigins = (key, value) =>
  /^(?:source|_meta|confirmed)$/.test(key) ? undefined : value;

/**
 * Tables as texts, read when something of them is first asked for: JSON.parse takes a fraction of the time that
 * code of the same size does, and few files need all of them.
 */
export const jsonAsText = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]knowledge[\\/].*\.json$/ }, async ({ path }) => {
      const table = JSON.parse(await readFile(path, 'utf8'), withoutOrigins);
      const quoted = JSON.stringify(table).replaceAll(/[\\']/g, String.raw`\$&`);
      const parts = Object.keys(table).map((name) => `get ${name}() { return read().${name}; }`);
      return {
        contents: `let table;
const read = () => (table ??= JSON.parse('${quoted}'));
export default { ${parts.join(', ')} };`,
      };
    });
  },
};

/**
 * Libraries that prepare much when they are loaded, though few runs need them: the tables by which
 * yargs measures characters took a tenth of the time over one file. Each exports one function alone,
 * and is loaded when that is first called; to measure letters and the signs of our own texts, never.
 */
export const lateLibraries = (root) => ({
  name: 'late-libraries',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^(?:string-width|wrap-ansi)$/ }, async ({ path, kind, ...from }) => {
      if (kind !== 'import-statement' || from.namespace === 'late') return undefined;
      const found = await resolve(path, { kind: 'require-call', ...from });
      return { path: relative(root, found.path), namespace: 'late', pluginData: path };
    });
    onLoad({ filter: /./, namespace: 'late' }, ({ path, pluginData: name }) => {
      const whole = `require(${JSON.stringify(`./${path}`)}).default(...given)`;
      const quick = '/^[ -~‘’“”–—…→×]*$/.test(given[0]) ? given[0].length : ';
      const contents = `export default (...given) => ${name === 'string-width' ? quick : ''}${whole};`;
      return { contents, resolveDir: root };
    });
  },
});

const seldom =
  /^(?:node:)?(assert|child_process|crypto|fs\/promises|os|stream\/consumers|timers\/promises|v8)$/;
const otherLibraries = /[\\/]node_modules[\\/](?!yargs[\\/])/;

/**
 * Modules of Node.js that are not there before a program asks for them, and that few runs need: where our
 * own sources or yargs import functions of them, they are loaded when one is called.
 */
export const lateBuiltIns = {
  name: 'late-built-ins',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: seldom }, ({ path, kind, importer }) =>
      kind === 'import-statement' && !otherLibraries.test(importer)
        ? { path: seldom.exec(path)[1], namespace: 'late-built-in', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'late-built-in' }, async ({ path }) => {
      const found = await import(`node:${path}`);
      const names = Object.keys(found).filter((name) => typeof found[name] === 'function');
      const late = names
        .filter((name) => name !== 'default')
        .map(
          (name) =>
            `export const ${name} = (...given) => require('node:${path}').${name}(...given);`,
        );
      return { contents: late.join('\n') };
    });
  },
};

/** Libraries of which there is a smaller whole, or of which a small part is used. */
export const leanLibraries = {
  name: 'lean-libraries',
  setup({ onLoad, onResolve, resolve }) {
    const given = { kind: 'require-call' };
    // Modules, of which what nobody uses is left out; CommonJS is taken as it is.
    onResolve({ filter: /^yaml$/ }, async ({ resolveDir }) => {
      const { path } = await resolve('yaml/package.json', { ...given, resolveDir });
      return { path: join(dirname(path), 'browser/dist/index.js') };
    });
    // dockerfile-ast wants two kinds of objects of a whole protocol.
    onResolve({ filter: /^vscode-languageserver-types$/ }, () => ({
      path: join(import.meta.dirname, 'places.cjs'),
    }));
    // Node.js 20 knows the emojis itself.
    onResolve({ filter: /^emoji-regex$/ }, () => ({ path: 'emojis', namespace: 'lean' }));
    onLoad({ filter: /^emojis$/, namespace: 'lean' }, () => ({
      contents: 'module.exports = () => /\\p{RGI_Emoji}/gv;',
    }));
  },
};

/** Of package.json the program tells its name, its version and what it is for. */
export const ownManifest = (root) => ({
  name: 'own-manifest',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (path !== join(root, 'package.json')) return undefined;
      const { name, version, description } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ name, version, description }), loader: 'json' };
    });
  },
});

/** What imports modules that are no part of the bundle stays outside, and is loaded when it is called. */
export const ownImports = {
  name: 'own-imports',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/import-module\.js$/ }, () => ({
      path: 'import-module',
      namespace: 'own-imports',
    }));
    onLoad({ filter: /./, namespace: 'own-imports' }, () => ({
      contents: `export const importModule = (...given) => require('./import-module.cjs').importModule(...given);`,
    }));
    onResolve({ filter: /^\.\/import-module\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
};
