import { fileURLToPath } from 'node:url';
import { median, table } from './machine.mjs';
import { cli, timed } from './measure.mjs';

const example = fileURLToPath(new URL('../../examples/typescript-api/', import.meta.url));

const cases = {
  '`node -e 0`': ['-e', '0'],
  '`--version`': [cli, '--version'],
  '`--help`': [cli, '--help'],
  'one file with its project': [cli, '.'],
};

/** Medians of many runs in turns. */
export function startUp(runs) {
  const found = Object.entries(cases).map(([name, args]) => ({ name, args, wall: [], cpu: [] }));
  for (let run = 0; run < runs; run += 1)
    for (const one of found) {
      const { wall, cpu } = timed(one.args, example);
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
printed.

${table(['', 'wall ms', 'CPU ms', 'wall ×', 'CPU ×'], rows)}`;
}
