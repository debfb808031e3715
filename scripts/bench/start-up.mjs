import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, table } from './machine.mjs';
import { cli, timed } from './measure.mjs';

const example = fileURLToPath(new URL('../../examples/typescript-api/', import.meta.url));

const noCache = { NODE_DISABLE_COMPILE_CACHE: '1' };

const cases = [
  ['`node -e 0`', ['-e', '0']],
  ['`--version`', [cli, '--version']],
  ['`--help`', [cli, '--help']],
  ['one file with its project', [cli, '.'], 'plain'],
  ['the same with an .editorconfig, for which prettier is loaded', [cli, '.'], 'styled'],
  ['the same without, nothing kept from earlier runs', [cli, '.'], 'plain', noCache],
];

/** Medians of many runs in turns. */
export function startUp(runs) {
  const root = mkdtempSync(join(tmpdir(), 'slim-dockerfile-start-'));
  try {
    for (const name of ['plain', 'styled']) cpSync(example, join(root, name), { recursive: true });
    writeFileSync(join(root, 'styled', '.editorconfig'), '[*]\nindent_size = 2\n');
    return measured(runs, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function measured(runs, root) {
  const caches = { XDG_CACHE_HOME: join(root, 'caches') };
  const found = cases.map(([name, args, folder = '', env = caches]) => {
    return { name, args, folder: join(root, folder), env, wall: [], cpu: [] };
  });
  // The code that a run keeps for the next is complete after a few.
  for (let run = 0; run < 4; run += 1)
    for (const { args, folder, env } of found) timed(args, folder, env);
  for (let run = 0; run < runs; run += 1)
    for (const one of found) {
      const { wall, cpu } = timed(one.args, one.folder, one.env);
      one.wall.push(wall);
      one.cpu.push(cpu);
    }
  const [bare] = found;
  const rows = found.map(({ name, wall, cpu }) => [
    name,
    ...[median(wall), median(cpu)].map((ms) => ms.toFixed(0)),
    (median(wall) / median(bare.wall)).toFixed(2),
    (median(cpu) / median(bare.cpu)).toFixed(2),
  ]);
  return `## Start-up

Medians of ${runs} runs in turns; the file is the Dockerfile of \`examples/typescript-api\`, with a diff
printed. Compiled code of earlier runs is there, but for the last row.

${table(['', 'wall ms', 'CPU ms', 'wall ×', 'CPU ×'], rows)}`;
}
