import type { Dice } from './dice.js';
import { packages, scripts } from './words.js';

/** Files around a Dockerfile, as a repository may have them; undefined for a lone file. */
export function projectFiles(dice: Dice): Record<string, string> | undefined {
  if (dice.once(4)) return undefined;
  const names = dice.several(0, 5, () => dice.pick(packages));
  const development = dice.several(0, 3, () => dice.pick(packages));
  const versions = (all: string[]) => Object.fromEntries(all.map((name) => [name, '^1.2.3']));
  const manifest = {
    name: 'app',
    ...(dice.once(3) && { main: 'index.js' }),
    ...(dice.once(8) && { type: 'module' }),
    ...(dice.once(8) && { packageManager: dice.pick(['pnpm@9.1.0', 'yarn@4.0.0', 'npm@10']) }),
    ...(dice.once(10) && { workspaces: ['packages/*'] }),
    scripts: Object.fromEntries(
      dice
        .several(1, 4, () => dice.pick(['start', 'build', 'prestart', 'postinstall', 'start:prod']))
        .map((name) => [name, dice.pick(scripts)]),
    ),
    dependencies: versions(names),
    devDependencies: versions(development),
  };
  const files: Record<string, string> = {
    'package.json': JSON.stringify(manifest, null, 2),
    'index.js': dice.pick([
      'process.on("SIGTERM", stop)',
      'require("fs").writeFileSync("./log", "x"); app.listen(80)',
      'require("child_process").exec("git log")',
      'const x = require(name)',
      '',
    ]),
    ...lockfile(dice, names, development),
    ...(dice.once(4) && {
      '.dockerignore': dice.pick(['node_modules\n', '*\n!src\n', '**/*.md\n.git']),
    }),
    ...(dice.once(5) && { 'compose.yml': compose(dice) }),
    ...(dice.once(6) && { 'start.sh': '#!/bin/bash\nexec npm start\n' }),
    ...(dice.once(8) && { 'tsconfig.json': '{"compilerOptions":{"outDir":"dist",},}' }),
    ...(dice.once(8) && { 'packages/a/package.json': '{"name":"a","dependencies":{"sharp":"1"}}' }),
  };
  if (dice.once(12)) {
    const path = dice.pick(Object.keys(files));
    files[path] = (files[path] ?? '').slice(0, dice.below(40));
  }
  return files;
}

function compose(dice: Dice): string {
  const lines = dice.several(0, 3, () =>
    dice.pick([
      'user: root',
      'command: npm run work',
      'volumes: [".:/app"]',
      'network_mode: host',
      'command: [node, x.js]',
    ]),
  );
  const service = ['build: .', ...new Set(lines)].map((line) => `    ${line}`);
  return ['services:', '  web:', ...service, ''].join('\n');
}

function lockfile(dice: Dice, names: string[], development: string[]): Record<string, string> {
  const all = [...new Set([...names, ...development])];
  const entry = (name: string) => ({
    version: '1.2.3',
    ...(!names.includes(name) && { dev: true }),
  });
  return dice.pick([
    () => ({}),
    () => ({
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: Object.fromEntries(names.map((name) => [name, '1'])) },
          ...Object.fromEntries(all.map((name) => [`node_modules/${name}`, entry(name)])),
        },
      }),
    }),
    () => ({
      'yarn.lock': all.map((name) => `"${name}@^1.2.3":\n  version "1.2.3"\n`).join('\n'),
    }),
    () => ({
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\npackages:\n${all.map((name) => `  '${name}@1.2.3': {}\n`).join('')}`,
    }),
  ])();
}
