// Feeds made-up Dockerfiles and projects to the parser and the transforms, and looks for what may
// never be (test/fuzz/invariants.ts):
//   npm run fuzz -- [folder or .jsonl.gz …] [--seed 1] [--parses 100000] [--rewrites 5000]
//   npm run fuzz -- [the same folders] --show=SEED prints the text that a failure names
// The Dockerfiles of the folders are mutated; the same seed and folders give the same texts.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { recordedFiles } from './recorded.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside of the project, where its packages are found.
const folder = mkdtempSync(join(root, 'node_modules', '.fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const outfile = join(folder, 'fuzz.mjs');
await build({
  entryPoints: [join(root, 'test/fuzz/run.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
});
const args = process.argv.slice(2);
const { fuzz } = await import(pathToFileURL(outfile).href);
const sources = args.filter((one, at) => !one.startsWith('--') && !args[at - 1]?.startsWith('--'));
const written = sources.flatMap((source) => recordedFiles(source).map(({ text }) => text));
process.exitCode = fuzz(written, args);
