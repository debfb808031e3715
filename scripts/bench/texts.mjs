import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readFixture } from '../../dist/testing.js';

/** The texts of Dockerfiles in a .jsonl.gz corpus, below a folder, or in the fixtures, one by one. */
export async function* texts(source, every) {
  let count = 0;
  for await (const text of all(source)) if (count++ % every === 0) yield text;
}

function all(source) {
  if (source === 'fixtures') return fixtures();
  return source.endsWith('.jsonl.gz') ? corpus(source) : folder(source);
}

async function* corpus(path) {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) {
    const { text, dockerfiles = [], files = {} } = JSON.parse(line);
    if (text !== undefined) yield text;
    for (const one of dockerfiles) if (files[one.path] !== undefined) yield files[one.path];
  }
}

function* folder(root) {
  for (const path of readdirSync(root, { recursive: true }).toSorted())
    if (/(?:^|[\\/.])(?:Dockerfile|Containerfile)[^\\/]*$/i.test(path))
      yield readFileSync(join(root, path), 'utf8');
}

function* fixtures() {
  const root = new URL('../../test/fixtures/', import.meta.url).pathname;
  for (const path of readdirSync(root, { recursive: true }).toSorted())
    if (path.endsWith('.md')) yield readFixture(readFileSync(join(root, path), 'utf8')).before;
}
