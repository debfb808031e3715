// Measures the built tool and writes Markdown:
//   npm run bench -- [folder or .jsonl.gz] [--runs 15] [--every 1] [--no-peers] [--write docs/benchmark.md]
// Without a source, the Dockerfiles of the fixtures are taken. All figures that count are ratios to
// something else in the same run: of a busy machine, the times themselves say little.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { growth } from './bench/growth.mjs';
import { machine } from './bench/machine.mjs';
import { packed } from './bench/package.mjs';
import { peers } from './bench/peers.mjs';
import { startUp } from './bench/start-up.mjs';
import { throughput } from './bench/throughput.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '15' },
    every: { type: 'string', default: '1' },
    'no-peers': { type: 'boolean', default: false },
    write: { type: 'string' },
  },
});
const [source = 'fixtures'] = positionals;
const every = Number(values.every);

const parts = [
  `# Benchmark

Made by \`npm run bench\`; times of a shared machine vary, so look at the ratios: both sides of each were
measured in turns in the same run. CPU is user and system time of the whole process, with everything
that Node.js does on other threads.

${machine()}`,
];
const say = (part) => {
  parts.push(part);
  console.log(`\n${part}`);
};
console.log(parts[0]);
say(startUp(Number(values.runs)));
say(throughput(source, every));
if (!values['no-peers']) say(peers(source, every));
say(growth());
if (!values['no-peers']) say(packed());
if (values.write)
  writeFileSync(values.write, `${[...parts, ...reading(values.write)].join('\n\n')}\n`);

/** What was written by hand on the page, from its heading on, stays. */
function reading(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const at = text.indexOf('## Where the time goes');
  return at < 0 ? [] : [text.slice(at).trim()];
}
