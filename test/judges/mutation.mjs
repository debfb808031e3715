// Changes one thing after another in our own code, and tells what no test notices:
//   npm run mutation -- src/dockerfile transforms/drop-npm/init.ts [--write FILE]
//     [--sample 40] [--seed 1] as many changes of each file, chosen by chance
//     [--kinds ConditionalExpression,LogicalOperator] changes of these kinds only, by Stryker's names
//     [--tests 400] tries a change by at most so many of the tests that reach it
// The fixtures and the unit tests of one process judge (mutation/bundle.mjs); each change is tried by
// those that reach it, until one fails. Needs `npm ci --prefix test/judges`, and Node 22.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundle } from './mutation/bundle.mjs';
import { judge } from './mutation/judge.mjs';
import { line, table } from './mutation/report.mjs';
import { sampled } from './mutation/sample.mjs';
import { sourcesIn } from './mutation/sources.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: 'Infinity' },
    kinds: { type: 'string' },
    tests: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    write: { type: 'string' },
  },
});
if (positionals.length === 0) throw new Error('name a folder or a file to change');

const { script, mutants } = await bundle(sourcesIn(positionals));
const kinds = values.kinds?.split(',');
const wanted = mutants.filter(({ mutatorName }) => kinds?.includes(mutatorName) ?? true);
const chosen = sampled(wanted, Number(values.sample), values.seed);
const verdicts = [];
for await (const verdict of judge(script, chosen, Number(values.tests))) {
  verdicts.push(verdict);
  if (verdict.by === undefined) console.log(line(verdict));
}
if (values.write) writeFileSync(values.write, JSON.stringify(verdicts, null, 1));
console.log(`\n${table(verdicts)}`);
