// Holds this project's parser against BuildKit's own (test/oracle, in Go) over many Dockerfiles:
//   npm run oracle -- <folder or .jsonl.gz>
// A line of a .jsonl.gz is a lone file ({id, text}) or a project ({project, dockerfiles, files}).
// Both see the same text: bytes that are no UTF-8 are U+FFFD to either.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { DockerfileSyntaxError, parse } from '../dist/index.js';

const [source] = process.argv.slice(2);
if (!source) stop('usage: npm run oracle -- <folder or .jsonl.gz>');
const files = source.endsWith('.jsonl.gz') ? recorded(source) : found(source);
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

function recorded(path) {
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  return lines.flatMap((line) => {
    const { id, text, project, dockerfiles = [], files: all = {} } = JSON.parse(line);
    const own = dockerfiles.map((one) => ({ id: `${project}/${one.path}`, text: all[one.path] }));
    return [{ id, text }, ...own].filter((one) => one.text !== undefined);
  });
}

function found(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile() && /(?:^|\.)(?:Dockerfile|Containerfile)(?:\.|$)/i.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .map((path) => ({ id: relative(root, path), text: readFileSync(path, 'utf8') }));
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

/** The verdict, and for a disagreement what it is about. */
function compare(text, answer) {
  const refusal =
    answer.error ?? answer.stageError ?? (answer.stages.length === 0 ? 'no stage' : undefined);
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
