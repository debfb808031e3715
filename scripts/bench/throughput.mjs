import flags from '../../src/cli/start/engine-flags.json' with { type: 'json' };
import { table } from './machine.mjs';
import { work } from './measure.mjs';

/** V8 as the command line sets it for this version of Node.js (src/cli/start/engine.ts). */
const asCommandLine = [
  ...(process.versions.node.startsWith('20.') ? flags.node20 : flags.later),
  ...flags.all,
  // What src/cli/little-memory.ts does where many files pass.
  '--max-semi-space-size=8',
];
const transforms = ['split-stages', 'alpine-base', 'drop-npm', 'node-user'];

/** Our work over all texts, beside what dockerfile-ast alone takes to parse the same texts once. */
export function throughput(source, every) {
  const parsing = work('dockerfile-ast', source, every);
  const ours = work('rewrite', source, every, { flags: asCommandLine });
  const library = work('rewrite', source, every);
  const base = work('nothing', source, every);
  const each = transforms.map((name) =>
    work(`only:${name}`, source, every, { flags: asCommandLine }),
  );
  const row = (name, one) => [
    name,
    (one.files / (one.wall / 1000)).toFixed(0),
    (one.cpu / one.files).toFixed(2),
    (one.cpu / parsing.cpu).toFixed(2),
    one.megabytes.toFixed(0),
  ];
  const rows = [
    row('dockerfile-ast, parse only', parsing),
    row('all transforms', ours),
    row('all transforms, in a process of your own', library),
    ...each.map((one, at) => row(`only ${transforms[at]}`, one)),
  ];
  return `## Throughput

${ours.files} Dockerfiles (${titleOf(source)}), reports off, self-check on, nothing known of their projects
(\`--assume-pure-js\`). Reading them alone takes ${base.megabytes.toFixed(0)} MB.

${table(['', 'files a second', 'CPU ms a file', '× parsing', 'peak MB'], rows)}`;
}

function titleOf(source) {
  return source === 'fixtures' ? 'those of the fixtures' : source.split(/[\\/]/).at(-1);
}
