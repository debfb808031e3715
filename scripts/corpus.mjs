// Runs every transform over a corpus and prints what became of it:
//   npm run corpus -- <folder or .jsonl.gz> [--assume-pure-js] [--labels test/labels.tsv] [--subsets]
// --subsets runs every choice of transforms, and every runtime, instead of all transforms at once.
// A line of a .jsonl.gz is a project ({project, dockerfiles, files, tree}) or a lone file ({id, text}).
import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import {
  DockerfileSyntaxError,
  memoryFiles,
  parse,
  projectOf,
  rewrite,
  transforms,
  unknownProject,
} from '../dist/index.js';
import { Shares } from './corpus-shares.mjs';

const [source, ...flags] = process.argv.slice(2);
if (!source) {
  console.error('usage: npm run corpus -- <folder or .jsonl.gz> [--assume-pure-js]');
  process.exit(2);
}
const labelFile = flags[flags.indexOf('--labels') + 1];
const labels = flags.includes('--labels') ? readLabels(labelFile) : new Map();
const options = { assumePureJs: flags.includes('--assume-pure-js') };

/** What an expert would do, by hand: project, path, everyday, transform, verdict, reason. */
function readLabels(path) {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  return new Map(rows.map(([project, file, ...rest]) => [`${project}/${file} ${rest[1]}`, rest]));
}

/** Yields { name, text, projectFor }: what to rewrite, and how to get its project once parsed. */
async function* items() {
  if (!source.endsWith('.jsonl.gz')) return yield* folderItems(source);
  const lines = createInterface({
    input: createReadStream(source).pipe(createGunzip()),
    crlfDelay: Infinity,
  });
  for await (const line of lines) yield* recordItems(JSON.parse(line));
}

function* recordItems({ id, text, project, dockerfiles = [], files = {}, tree = [] }) {
  if (text !== undefined) yield { name: id, text, projectFor: () => unknownProject };
  const all = memoryFiles(files, tree);
  for (const { path } of dockerfiles)
    if (files[path] !== undefined)
      yield {
        name: `${project}/${path}`,
        text: files[path],
        projectFor: (file) => projectOf(all, path, file),
      };
}

function* folderItems(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((one) => one.isFile())
    .map((one) => relative(root, join(one.parentPath, one.name)));
  const files = {};
  for (const name of names)
    Object.defineProperty(files, name, {
      enumerable: true,
      get: () => readFileSync(join(root, name), 'utf8'),
    });
  for (const path of names.filter((name) => /(^|[/.])(Dockerfile|Containerfile)[^/]*$/i.test(name)))
    yield {
      name: path,
      text: files[path],
      projectFor: (file) => projectOf(memoryFiles(files), path, file),
    };
}

/** How many lines of a text are comments. */
function commentLines(text) {
  const { comments, instructions } = parse(text);
  return (
    comments.length + instructions.reduce((sum, { line }) => sum + line.innerComments.length, 0)
  );
}

const count = {
  files: 0,
  changed: 0,
  'with cautions': 0,
  refused: 0,
  crashed: 0,
  'changed by a second run': 0,
  'self-check failures': 0,
  'comment lines lost': 0,
};
const byTransform = new Map();
const byRule = new Map();
const bump = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
const shares = new Shares();
const complaints = [];
const started = process.hrtime.bigint();

/** Every choice of transforms but none, and options that change what they write. */
const subsets = Array.from({ length: 2 ** transforms.length - 1 }, (_, bits) =>
  transforms.filter((_one, index) => ((bits + 1) >> index) % 2 === 1),
);
const variants = [
  {},
  { runtime: 'minimal', init: 'tini', strip: true },
  { runtime: 'slim', numericUser: true },
  { runtime: 'distroless', readonlyApp: true },
];
const bySubset = new Map();

/** Looks for failures of the self-check and for second runs that change something, nothing else. */
function judgeSubsets({ name, text, projectFor }) {
  count.files += 1;
  let file;
  try {
    file = parse(text);
  } catch {
    count.refused += 1;
    return;
  }
  const project = projectFor(file);
  for (const chosen of subsets)
    for (const variant of variants) {
      const all = { ...options, ...variant };
      const key = `${chosen.map((one) => one.name).join(' + ')}`;
      const result = rewrite(text, chosen, project, all);
      const again = rewrite(result.text, chosen, project, all);
      if (result.text !== text) bump(bySubset, key);
      const failed = result.declined.filter(({ rule }) =>
        /^file\/(?:self-check|transform-error)$/.test(rule),
      );
      count['self-check failures'] += failed.length;
      const said = `${name}: ${key} ${JSON.stringify(variant)}`;
      complaints.push(...failed.map(({ because }) => `${said}: ${because}`));
      if (again.text === result.text) continue;
      count['changed by a second run'] += 1;
      complaints.push(`${said}: a second run changes it again`);
    }
}

function judge({ name, text, projectFor }) {
  count.files += 1;
  let file;
  try {
    file = parse(text);
  } catch (error) {
    if (!(error instanceof DockerfileSyntaxError)) throw error;
    count.refused += 1;
    return;
  }
  const project = projectFor(file);
  const result = rewrite(text, transforms, project, options);
  judgeLabels(name, result);
  shares.add(text, result);
  if (result.text !== text) count.changed += 1;
  if (result.cautions.length > 0) count['with cautions'] += 1;
  for (const key of new Set(result.changes.map(({ rule }) => rule))) bump(byTransform, key);
  for (const key of new Set(result.declined.map(({ rule }) => rule))) bump(byRule, key);
  for (const one of result.declined.filter(({ rule }) => rule === 'file/transform-error')) {
    count.crashed += 1;
    complaints.push(`${name}: ${one.transform}: ${one.because}`);
  }
  for (const one of result.declined.filter(({ rule }) => rule === 'file/self-check')) {
    count['self-check failures'] += 1;
    complaints.push(`${name}: ${one.transform}: ${one.because}`);
  }
  if (result.text === text) return;
  const lost = commentLines(text) - commentLines(result.text);
  if (lost > 0) {
    count['comment lines lost'] += lost;
    complaints.push(`${name}: ${lost} comment lines lost`);
  }
  const again = rewrite(result.text, transforms, project, options);
  if (again.text !== result.text) {
    count['changed by a second run'] += 1;
    complaints.push(
      `${name}: a second run changes it again (${again.changes.map(({ rule }) => rule).join(', ')})`,
    );
  }
}

const agreement = {
  'changed though the label says decline': 0,
  'doable and done': 0,
  'doable and not done': 0,
  'everyday doable and done': 0,
  'everyday doable and not done': 0,
};

/** Slim instead of Alpine is no change against a label that declines Alpine. */
function judgeLabels(name, result) {
  for (const { name: transform } of transforms) {
    const [everyday, , verdict, reason] = labels.get(`${name} ${transform}`) ?? [];
    const changed = result.changes.some(
      (one) => one.transform === transform && !one.rule.startsWith('alpine-base/slim'),
    );
    if (verdict === 'do') {
      const what = changed ? 'doable and done' : 'doable and not done';
      agreement[what] += 1;
      if (everyday === 'yes') agreement[`everyday ${what}`] += 1;
    }
    if (verdict !== 'decline' || !changed) continue;
    agreement['changed though the label says decline'] += 1;
    complaints.push(`${name}: ${transform} changes it, but the label says: ${reason}`);
  }
}

for await (const item of items()) {
  try {
    if (flags.includes('--subsets')) judgeSubsets(item);
    else judge(item);
  } catch (error) {
    count.crashed += 1;
    complaints.push(`${item.name}: ${error.stack}`);
  }
}

const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const rows = (entries) => entries.map(([key, value]) => `| ${key} | ${value} |`).join('\n');
const sorted = (map) => [...map].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b));
console.log(
  `| | files |\n|---|--:|\n${rows([...Object.entries(count), ['seconds', seconds.toFixed(1)]])}`,
);
if (bySubset.size > 0)
  console.log(
    `\n| changed by this choice, over all runtimes | |\n|---|--:|\n${rows(sorted(bySubset))}`,
  );
console.log(`\n| changed by | files |\n|---|--:|\n${rows(sorted(byTransform))}`);
console.log(`\n| declined by | files |\n|---|--:|\n${rows(sorted(byRule))}`);
console.log(`\n${shares}`);
if (labels.size > 0)
  console.log(`\n| against the labels | |\n|---|--:|\n${rows(Object.entries(agreement))}`);
if (complaints.length > 0) console.log(`\n${complaints.join('\n')}`);
process.exitCode = complaints.length > 0 ? 1 : 0;
