// Holds this project's parser against BuildKit's own (test/oracle, in Go) over many Dockerfiles:
//   npm run oracle -- <folder or .jsonl.gz>
// A line of a .jsonl.gz is a lone file ({id, text}) or a project ({project, dockerfiles, files}).
// Both see the same text: bytes that are no UTF-8 are U+FFFD to either.
//   --rewritten [--assume-pure-js] [--runtime minimal …]: asks about what this project makes of each
//   file instead; what BuildKit took before, it has to take after.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DockerfileSyntaxError, parse } from '../dist/index.js';
import { recordedFiles, rewriteOptions, rewritten } from './recorded.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...rewriteOptions, rewritten: { type: 'boolean' } },
});
const [source] = positionals;
if (!source) stop('usage: npm run oracle -- <folder or .jsonl.gz> [--rewritten]');
const all = recordedFiles(source);
const files = values.rewritten ? rewrittenFiles(all) : all;
const answers = ask(files);

const counts = {
  agree: 0,
  'both refuse': 0,
  'only we refuse': 0,
  'only BuildKit refuses': 0,
  differ: 0,
};
const complaints = [];
for (const [index, file] of files.entries()) {
  const [verdict, detail] = compare(file.text, answers[index]);
  counts[verdict] += 1;
  if (detail !== undefined) complaints.push(`${file.id}: ${verdict}: ${detail}`);
}
console.log(
  Object.entries({ files: files.length, ...counts })
    .map(([name, count]) => `${String(count).padStart(7)}  ${name}`)
    .join('\n'),
);
if (complaints.length > 0)
  console.log(`\nThe first disagreements:\n${complaints.slice(0, 20).join('\n')}`);
process.exitCode = complaints.length > 0 ? 1 : 0;

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** What becomes of the files that BuildKit takes, but for those that stay as they are. */
function rewrittenFiles(originals) {
  const taken = ask(originals);
  return originals.flatMap(({ id, text, projectFor }, index) => {
    if (refusalOf(taken[index]) !== undefined) return [];
    const after = rewritten(text, projectFor(parse(text)), values);
    return after === text ? [] : [{ id, text: after }];
  });
}

/** Builds the oracle and asks it about every file. */
function ask(questions) {
  if (spawnSync('go', ['version']).error)
    stop(
      "Go is not there. BuildKit's parser is written in it: install Go (https://go.dev/dl) and try again; nothing else in this project needs it.",
    );
  const folder = mkdtempSync(join(tmpdir(), 'slim-dockerfile-oracle-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  const program = join(folder, 'oracle');
  const cwd = fileURLToPath(new URL('../test/oracle', import.meta.url));
  const build = spawnSync('go', ['build', '-o', program, '.'], { cwd, encoding: 'utf8' });
  if (build.status !== 0) stop(`The oracle does not build:\n${build.stderr}`);
  const input = questions.map(({ id, text }) => JSON.stringify({ id, text })).join('\n');
  const options = { input, encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync(program, options);
  if (status !== 0) stop(`The oracle failed: ${stderr}`);
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

function refusalOf({ error, stageError, stages }) {
  return error ?? stageError ?? (stages.length === 0 ? 'no stage' : undefined);
}

/** The verdict, and for a disagreement what it is about. */
function compare(text, answer) {
  const refusal = refusalOf(answer);
  if (values.rewritten && refusal !== undefined) return ['differ', `refused: ${refusal}`];
  let file;
  try {
    file = parse(text);
  } catch (error) {
    if (!(error instanceof DockerfileSyntaxError)) return ['differ', error.stack];
    return refusal === undefined ? ['only we refuse', error.message] : ['both refuse'];
  }
  if (refusal !== undefined) return ['only BuildKit refuses', refusal];
  const ours = facts(file);
  const theirs = factsOf(answer);
  const name = Object.keys(ours).find((key) => ours[key] !== theirs[key]);
  return name === undefined
    ? ['agree']
    : ['differ', `${name}: ${ours[name]} is ${theirs[name]} to BuildKit`];
}

function facts({ text, directives, instructions, stages }) {
  const lineOf = (offset) => text.slice(0, offset).split('\n').length;
  const parts = instructions.map(({ keyword, start, end, flags, line, json }) => [
    keyword,
    lineOf(start),
    lineOf(end),
    flags.map(({ name, value }) => `--${name}${value === undefined ? '' : `=${value}`}`),
    line.joined.text,
    json,
    line.heredocs.map(({ name, chomp, expand, body }) => [
      name,
      chomp,
      expand,
      text.slice(body.start, body.end),
    ]),
  ]);
  const names = stages.map(({ name = '', image }) => [name.toLowerCase(), image.text]);
  return named(directives.escape, parts, names);
}

function factsOf({ escape, instructions, stages }) {
  const parts = instructions.map(
    ({ keyword, startLine, endLine, flags, original, json, heredocs }) => [
      keyword,
      startLine,
      endLine,
      flags,
      original,
      json,
      heredocs.map(({ name, chomp, expand, content }) => [name, chomp, expand, content]),
    ],
  );
  return named(
    escape,
    parts,
    stages.map(({ name, base }) => [name, base]),
  );
}

/** One text for each thing to compare, so that the first that differs can be told. */
function named(escape, instructions, stages) {
  const each = instructions.map((parts, index) => [
    `instruction ${index + 1}`,
    JSON.stringify(parts),
  ]);
  return {
    escape,
    count: String(instructions.length),
    ...Object.fromEntries(each),
    stages: JSON.stringify(stages),
  };
}
