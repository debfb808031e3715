import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../../src/index.js';
import { validProject } from './valid-project.js';

const lockfiles: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm ci',
  'npm-shrinkwrap.json': 'npm ci',
  'yarn.lock': 'yarn install --immutable',
  'pnpm-lock.yaml': 'pnpm install --frozen-lockfile',
  'bun.lock': 'bun install',
};
/** What stands where something else belongs; the first can't even be turned into a text. */
const wrong = [{ toString: 1, valueOf: 2, length: -1 }, null, [[{}]], 7, '', true, [null]];

type Keys = readonly (string | number)[];

function* placesIn(value: unknown, at: Keys = []): Generator<Keys> {
  yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* placesIn(inner, [...at, key]);
}

function withAt(value: unknown, [key, ...rest]: Keys, put: unknown): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withAt(copy[key], rest, put);
  return copy;
}

function textOf(path: string, value: unknown): string {
  return /ya?ml$|^yarn\.lock$/.test(path) ? stringify(value) : JSON.stringify(value);
}

const texts = Object.fromEntries(
  Object.entries(validProject).map(([path, value]) => [path, textOf(path, value)]),
);

/** What is told of a rewrite with a file of another text, beside the one lockfile that it concerns. */
function toldWith(path: string, text: string): string[] {
  const lockfile = lockfiles[path] === undefined ? 'package-lock.json' : path;
  const files = Object.entries({ ...texts, 'src/index.ts': '', [path]: text });
  const install = lockfiles[lockfile];
  const dockerfile = `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN ${install}\nRUN npm run build\nCMD ["npm", "start"]\n`;
  const around = memoryFiles({
    ...Object.fromEntries(
      files.filter(([one]) => one === lockfile || !Object.hasOwn(lockfiles, one)),
    ),
    Dockerfile: dockerfile,
  });
  const project = projectOf(around, 'Dockerfile', parse(dockerfile));
  const { changes, cautions, declined } = rewrite(dockerfile, transforms, project);
  return [...changes, ...cautions, ...declined].map(({ rule, because }) => `${rule}: ${because}`);
}

const broken = /^file\/(?:self-check|transform-error)|\[object |\bundefined\b|\bNaN\b/;

describe('a value of another type than expected breaks nothing, and is not told as one', () => {
  test.each(Object.keys(validProject))('anywhere in %s', (path) => {
    expect(toldWith(path, texts[path] ?? '').filter((one) => broken.test(one))).toEqual([]);
    for (const [index, at] of [...placesIn(validProject[path])].entries())
      for (const put of [wrong[0], wrong[1 + (index % (wrong.length - 1))]]) {
        const text = textOf(path, withAt(validProject[path], at, put));
        const told = toldWith(path, text).filter((one) => broken.test(one));
        expect({ at, put, told }).toEqual({ at, put, told: [] });
      }
  });
});
