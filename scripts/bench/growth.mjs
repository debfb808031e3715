import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from './machine.mjs';
import { commandUse, work } from './measure.mjs';

const dockerfile = (lines) => `FROM node:20
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
${Array.from({ length: lines }, (_, at) => `RUN echo "step ${at}" && test -d /app || mkdir -p /app/${at}\n`).join('')}CMD ["node", "server.js"]
`;
const manifest = JSON.stringify({ name: 'app', dependencies: { express: '^4.0.0' } });

/** How time and memory grow with files and with instructions. */
export function growth() {
  const root = mkdtempSync(join(tmpdir(), 'slim-dockerfile-growth-'));
  try {
    return `## Growth

The command line with a report in JSON on a folder of projects, each with a package.json, by one thread and
by two, and one file that grows.

${table(
  ['projects', 'CPU ms', 'CPU ms each', 'peak MB', 'wall s', 'wall s, `--jobs 2`', 'its peak MB'],
  [100, 1_000, 10_000].map((count) => projects(root, count)),
)}

${table(
  ['instructions in one file', 'CPU ms', 'CPU ms each', 'peak MB'],
  [10, 100, 1_000].map((count) => instructions(root, count)),
)}`;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function projects(root, count) {
  const folder = join(root, `projects-${count}`);
  for (let at = 0; at < count; at += 1) {
    const own = join(folder, `p${at}`);
    mkdirSync(join(own, '.git'), { recursive: true });
    writeFileSync(join(own, 'Dockerfile'), dockerfile(3));
    writeFileSync(join(own, 'package.json'), manifest);
  }
  const words = ['--format', 'json', '--quiet', '-o', join(root, 'report.json'), folder];
  const one = commandUse(words, root);
  // Long enough to tell, and not so long that nobody waits for it.
  const two = count <= 1_000 ? commandUse([...words, '--jobs', '2'], root) : undefined;
  rmSync(folder, { recursive: true, force: true });
  return [
    count,
    one.cpu.toFixed(0),
    (one.cpu / count).toFixed(2),
    one.megabytes.toFixed(0),
    (one.wall / 1000).toFixed(1),
    two ? (two.wall / 1000).toFixed(1) : '',
    two ? two.megabytes.toFixed(0) : '',
  ];
}

function instructions(root, count) {
  const folder = join(root, `file-${count}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Dockerfile'), dockerfile(count - 6));
  const { cpu, megabytes } = work('rewrite', folder, 1);
  return [count, cpu.toFixed(0), (cpu / count).toFixed(2), megabytes.toFixed(0)];
}
