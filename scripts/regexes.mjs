// Compares the regular expressions of src/ and transforms/ with test/regexes/verdicts.json, which says of
// each whether it is linear:
//   npm run regexes            what has no verdict, and which verdicts nobody needs any more
//   npm run regexes -- --write judges the new ones by recheck (npm ci --prefix test/judges brings it)
// One that is polynomial gets the input that is worst for it: test/regexes.test.ts measures it. Say there, in
// `reads`, why no longer text reaches it, or write it in another way.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const table = join(root, 'test/regexes/verdicts.json');
const seconds = 20;

const { regexLiterals, regexOf } = await collector();
const literals = [...regexLiterals(root, ['src', 'transforms']).keys()];
const { safe, unknown, polynomial } = JSON.parse(readFileSync(table, 'utf8'));
const known = new Set([...safe, ...unknown, ...Object.keys(polynomial)]);
const added = literals.filter((one) => !known.has(one));
const gone = [...known].filter((one) => !literals.includes(one));
for (const one of added) console.log(`no verdict: ${one}`);
for (const one of gone) console.log(`stands nowhere any more: ${one}`);
if (process.argv.includes('--write')) await write();
else if (added.length + gone.length > 0) process.exitCode = 1;

async function collector() {
  // Inside of the project, where its packages are found.
  const folder = mkdtempSync(join(root, 'node_modules', '.regexes-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'literals.mjs');
  const entryPoints = [join(root, 'test/regexes/literals.ts')];
  await build({ entryPoints, outfile, bundle: true, packages: 'external', format: 'esm' });
  return import(pathToFileURL(outfile).href);
}

async function write() {
  const left = (all) => all.filter((one) => literals.includes(one));
  const verdicts = {
    safe: left(safe),
    unknown: left(unknown),
    polynomial: Object.fromEntries(
      Object.entries(polynomial).filter(([one]) => literals.includes(one)),
    ),
  };
  const check = added.length > 0 ? judge() : undefined;
  for (const literal of added) {
    const { source, flags } = regexOf(literal);
    // What recheck does not know does not matter to it: g, d and y change no step.
    const found = await check(source, flags.replace(/[gdy]/g, ''), { timeout: seconds * 1000 });
    console.log(`${found.status} ${found.complexity?.summary ?? ''} ${literal}`);
    if (found.status !== 'vulnerable') verdicts[found.status].push(literal);
    else if (found.complexity.type === 'exponential') process.exitCode = 1;
    else verdicts.polynomial[literal] = polynomialOf(found);
  }
  const sorted = {
    safe: verdicts.safe.toSorted(),
    unknown: verdicts.unknown.toSorted(),
    polynomial: Object.fromEntries(Object.entries(verdicts.polynomial).toSorted()),
  };
  writeFileSync(table, await format(JSON.stringify(sorted), { parser: 'json', printWidth: 100 }));
}

function polynomialOf({ complexity, attack }) {
  const pumps = attack.pumps.map(({ prefix, pump }) => [prefix, pump]);
  return { degree: complexity.degree, pumps, suffix: attack.suffix, reads: '' };
}

function judge() {
  try {
    return createRequire(join(root, 'test/judges/package.json'))('recheck').check;
  } catch {
    console.error('recheck is not there: npm ci --prefix test/judges');
    process.exit(2);
  }
}
