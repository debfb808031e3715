// Puts the tests that judge mutants into a few files, in the sandbox that stryker makes: a test file of its
// own for each would load the whole project once more, for each of thousands of mutants.
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

const unit = readdirSync('test/dockerfile').map((name) => `dockerfile/${name}`);
const single = ['edits.test.ts', 'equivalence.test.ts', 'layout.test.ts', 'rewrite.test.ts'];
const names = [...unit, ...single].filter((name) => name.endsWith('.test.ts'));
// MUTATION_TESTS names others: the fewer, the sooner a mutant is judged.
await bundle('a-units', process.env.MUTATION_TESTS?.split(',') ?? names);
if (process.env.MUTATION_FIXTURES) await bundle('b-fixtures', ['fixtures.test.ts']);

async function bundle(name, files) {
  await build({
    stdin: { contents: files.map((file) => `import './${file}';`).join('\n'), resolveDir: 'test' },
    // import.meta.url has to name a file in test/: there are the fixtures.
    outfile: `test/${name}.bundle.mjs`,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
}
