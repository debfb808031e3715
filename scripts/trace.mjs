// Gives the trace of an error from the published bundle the names and places of the sources:
//   npm run -s trace < trace.txt
// at the commit that the bundle was built from. The build is reproducible, so the map fits.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundledProgram } from './build/bundles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { contents, map } = await bundledProgram(root, { map: true });
if (!contents.equals(readFileSync(`${root}/dist/program.cjs`)))
  console.error('dist/program.cjs was not built from these sources, or with --readable.');
const sources = new SourceMap(JSON.parse(map));

const trace = readFileSync(0, 'utf8');
process.stdout.write(
  trace.replaceAll(/\S*program\.cjs:(\d+):(\d+)/g, (place, line, column) => {
    const found = sources.findEntry(Number(line) - 1, Number(column) - 1);
    if (found.originalSource === undefined) return place;
    const name = found.name === undefined ? '' : `${found.name} `;
    const path = found.originalSource.replace(/^(?:\.\.\/)+/, '');
    return `${name}${path}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  }),
);
