import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { build } from 'esbuild';
import { root } from './sources.mjs';

/** Tests that start programs, or try things by the thousand, take too long for each change. */
const unfit =
  /command-line|run-in|fast-check|node:child_process|jest\.|\b(?:afterEach|before(?:All|Each))\b/;
/** These start programs beside what they do in their own process. */
const mixed = /^configuration\//;
const slow =
  /hostile\/(?!texts)|order|subsets|examples|rules-are-tested|reasons|regexes|links|readme|advice/;

/**
 * Puts the tests and the code they test into one script, with every change in it and one of them
 * switched on at a time.
 *
 * @returns the script, and the changes: Stryker's mutants, with the text that each changes
 */
export async function bundle(sources) {
  const { files, mutants } = await instrumented(sources);
  const contents = new Map(files.map((file) => [join(root, file.name), file.content]));
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: testFiles().join('\n'), resolveDir: join(root, 'test') },
    alias: { '@jest/globals': join(import.meta.dirname, 'globals.mjs') },
    plugins: [changed(contents), forgetful],
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(root, 'test/all.js')).href) },
    banner: { js: switches },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    write: false,
    logLevel: 'error',
  });
  const placed = mutants.filter(({ status }) => status !== 'Ignored');
  return { script: outputFiles[0].text, mutants: placed.map((one) => withText(one, sources)) };
}

function testFiles() {
  const names = readdirSync(join(root, 'test'), { recursive: true });
  const fit = names.filter((name) => name.endsWith('.test.ts') && isFit(name)).toSorted();
  return fit.map((name) => `import './${name}';`);
}

function isFit(name) {
  if (slow.test(name)) return false;
  return mixed.test(name) || !unfit.test(readFileSync(join(root, 'test', name), 'utf8'));
}

/** What stands before the whole script: which change is switched on, and which were reached. */
const switches = `
  function stryMutAct_9fa48(id) { return judged.isOn(id); }
  function stryCov_9fa48() { if (judged.reached) for (const id of arguments) judged.reached.add(id); }
`;

async function instrumented(sources) {
  const silent = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
  return new Instrumenter(silent).instrument(sources, {
    plugins: null,
    noHeader: true,
    excludedMutations: [],
    ignorers: [sentences],
  });
}

/** What is said to people is theirs to judge: three words and a blank make a sentence. */
const sentences = {
  shouldIgnore({ node }) {
    const text = node.type === 'StringLiteral' ? node.value : '';
    const parts = node.type === 'TemplateLiteral' ? node.quasis : [];
    const words = [text, ...parts.map(({ value }) => value.raw)].join(' ').split(/\s+/);
    return words.filter((word) => /^[A-Za-z’]+[,.;:]?$/.test(word)).length > 2 && 'a sentence';
  },
};

function changed(contents) {
  return {
    name: 'changed',
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = contents.get(path);
        return text === undefined ? undefined : { contents: text, loader: 'ts' };
      });
    },
  };
}

/** What is remembered by text from one test to the next would hide which tests reach a change. */
const forgetful = {
  name: 'forgetful',
  setup(builder) {
    builder.onResolve({ filter: /\/memo\.js$/ }, ({ importer }) =>
      importer.endsWith('memo.ts') ? undefined : { path: join(import.meta.dirname, 'memo.ts') },
    );
  },
};

function withText(mutant, sources) {
  const { start, end } = mutant.location;
  const source = sources.find(({ name }) => name === mutant.fileName).content;
  const lines = source.split('\n').slice(start.line, end.line + 1);
  const tail = lines.pop().slice(0, end.column);
  const original = [...lines, tail].join('\n').slice(start.column);
  return { ...mutant, original };
}
