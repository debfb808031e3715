import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from './machine.mjs';
import { work } from './measure.mjs';

const packages = [
  'dockerfile-utils@0.16',
  'prettier@3',
  'prettier-plugin-sh@0.20',
  '@reteps/dockerfmt@0.5',
  '@dprint/dockerfile@0.6',
  '@dprint/formatter@0.6',
];
const kinds = [
  'dockerfile-utils',
  'prettier with prettier-plugin-sh',
  '@reteps/dockerfmt',
  '@dprint/dockerfile',
];

/** What others take to format the same texts; they know nothing of images and change no meaning. */
export function peers(source, every) {
  const folder = mkdtempSync(join(tmpdir(), 'slim-dockerfile-bench-'));
  try {
    const missing = install(folder);
    if (missing !== undefined) return `## Peers\n\nNot measured: ${missing}`;
    const sparse = every * 10;
    const ours = work('rewrite', source, sparse);
    const rows = [
      ['slim-dockerfile, all transforms', ours],
      ...kinds.map((kind) => [kind, tried(kind, source, sparse, folder)]),
    ];
    return `## Peers

Every tenth of the same files, each tool in a process of its own with the settings of Node.js as they
are. The others format a Dockerfile; they do far less.

${table(
  ['', 'CPU ms a file', 'slim-dockerfile takes ×', 'refused', 'peak MB'],
  rows.map(([name, one]) =>
    typeof one === 'string'
      ? [name, one, '', '', '']
      : [
          name,
          (one.cpu / one.files).toFixed(2),
          (ours.cpu / ours.files / (one.cpu / one.files)).toFixed(2),
          one.refused,
          one.megabytes.toFixed(0),
        ],
  ),
)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns why the packages are not there, if they are not */
function install(folder) {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  try {
    const args = [
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      folder,
      ...packages,
    ];
    execFileSync('npm', args, { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const line = String(error.stderr)
      .split('\n')
      .find((one) => one.includes('error'));
    return `the packages could not be installed (${line ?? error.message}).`;
  }
}

function tried(kind, source, every, modules) {
  try {
    return work(kind, source, every, { modules });
  } catch (error) {
    return `failed: ${error.message.split('\n').find((line) => /Error/.test(line)) ?? 'no reason given'}`;
  }
}
