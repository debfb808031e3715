import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The packages that our code imports, types alone left out. */
function imported(): string[] {
  const sources = ['src', 'transforms'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(folder, path), 'utf8')),
  );
  const names = sources.flatMap((text) =>
    [
      ...text.matchAll(/^(?:import (?!type)[^;]*? from |.*\bimport(?:Module)?\()'([^'.][^']*)'/gm),
    ].map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name),
  );
  const builtin = (name: string): boolean =>
    name.startsWith('node:') || builtinModules.includes(name);
  return [...new Set(names)].filter((name) => !builtin(name)).toSorted();
}

test('the page of dependencies names what is installed or bundled, and nothing else', () => {
  const page = readFileSync('docs/dependencies.md', 'utf8');
  const named = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name).toSorted();
  const known = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  const used = imported().filter((name) => known.has(name));
  expect(used).toEqual(imported().filter((name) => name !== 'slim-dockerfile'));
  expect(named).toEqual(used);
  expect(Object.keys(manifest.dependencies).filter((name) => !used.includes(name))).toEqual([]);
});

test('the types of the package lead to nothing that is not installed with it', () => {
  const files = readdirSync('dist/types', { recursive: true, encoding: 'utf8' });
  const names = files
    .filter((path) => path.endsWith('.d.ts'))
    .map((path) => readFileSync(join('dist/types', path), 'utf8'))
    .flatMap((text) => [...text.matchAll(/(?:from|import\()\s*'([^'.][^']*)'/g)])
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'));
  expect(names.filter((name) => !(name in manifest.dependencies))).toEqual([]);
});

test('a trace of an error is given back the names and places of the sources', () => {
  const root = new URL('..', import.meta.url);
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const failing = "require('./dist/program.cjs').library().parse(5)";
  const { stderr: trace } = spawnSync(process.execPath, ['-e', failing], { cwd: root });
  const named = execFileSync(process.execPath, ['scripts/trace.mjs'], { cwd: root, input: trace });
  expect(String(trace)).not.toContain('.ts');
  expect(String(named)).toMatch(/src\/dockerfile\/parse\.ts:\d+:\d+/);
});
