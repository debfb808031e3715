// Takes away the declarations that those of the package's entry points do not lead to.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const queue = Object.values(exports).flatMap(({ types }) => (types ? [join(root, types)] : []));
const wanted = new Set();

for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
  if (wanted.has(path)) continue;
  wanted.add(path);
  for (const [, name] of readFileSync(path, 'utf8').matchAll(
    /(?:from|import\()\s*'(\.[^']+)\.js'/g,
  ))
    queue.push(resolve(dirname(path), `${name}.d.ts`));
}

const folder = join(root, 'dist', 'types');
for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true }) : []) {
  const path = join(folder, name);
  if (path.endsWith('.d.ts') && !wanted.has(path)) rmSync(path);
}
