// Packs the package twice, here and from a copy of the sources in another folder, and compares byte by
// byte: whoever has the sources can tell that a published tarball was made of them.
//   npm run reproducible
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'slim-dockerfile-pack-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const copy = join(folder, 'another place');
const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
const listed = execFileSync('git', words, { cwd: root, encoding: 'utf8' });
for (const path of listed.split('\0').filter((one) => one !== '')) {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  cpSync(join(root, path), join(copy, path));
}
// No link: a bundler names the files by the place where they really are.
cpSync(join(root, 'node_modules'), join(copy, 'node_modules'), {
  recursive: true,
  verbatimSymlinks: true,
});

const sums = [root, copy].map(packed);
console.log(sums.join('\n'));
if (sums[0] !== sums[1]) {
  console.error('The two differ: compare what `tar -tvf` lists.');
  process.exitCode = 1;
}

/** The name of the tarball that a folder gives, and its SHA-256. */
function packed(from, index) {
  const destination = join(folder, String(index));
  mkdirSync(destination);
  const given = ['pack', '--json', '--loglevel=error', '--pack-destination', destination];
  execFileSync('npm', given, { cwd: from, stdio: ['ignore', 'ignore', 'inherit'] });
  const { name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const file = `${name}-${version}.tgz`;
  const bytes = readFileSync(join(destination, file));
  return `${createHash('sha256').update(bytes).digest('hex')}  ${file}`;
}
