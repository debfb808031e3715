import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from './temporary-folder.js';

// The playground of the documentation is driven in a browser by playground.e2e.ts.
test('the bundle of the playground needs nothing of node', () => {
  const folder = temporaryFolder();
  const script = fileURLToPath(new URL('../scripts/playground.mjs', import.meta.url));
  execFileSync(process.execPath, [script, folder]);
  const bundle = readFileSync(join(folder, 'playground.js'), 'utf8');
  const mount = 'typeof slimDockerfilePlayground.mount';
  expect(runInNewContext(`${bundle};${mount}`, { TextEncoder, TextDecoder, URL })).toBe('function');
}, 60_000);
