import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Transform } from '../transform.js';
import { checkFixture } from './check.js';
import { readFixture } from './fixture.js';

/** A fixture of a folder, as a test framework wants it: a name and a function. */
export interface FixtureCase {
  /** The file without its extension, with its folder where it lies in one. */
  readonly name: string;
  /** Throws where the fixture is not met. */
  readonly check: () => void;
}

/**
 * Checks a fixture.
 *
 * @param markdown the text of the fixture
 * @param transforms the transforms that run, in their order
 * @throws Error with all that is wrong, texts as a diff
 */
export function assertFixture(
  markdown: string,
  transforms: readonly Transform[],
  name = 'The fixture',
): void {
  const problems = checkFixture(readFixture(markdown), transforms);
  if (problems.length > 0) throw new Error(`${name} is not met.\n\n${problems.join('\n\n')}\n`);
}

/**
 * The fixtures of a folder and the folders below: all files whose names end in `.md`.
 *
 *     for (const { name, check } of fixturesIn(new URL('fixtures/', import.meta.url), [mine]))
 *       test(name, check);
 *
 * @throws Error when there are none: a loop over nothing would test nothing
 */
export function fixturesIn(
  folder: string | URL,
  transforms: readonly Transform[],
): readonly FixtureCase[] {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .toSorted();
  if (files.length === 0) throw new Error(`There is no fixture (a file *.md) in ${root}.`);
  return files.map((path) => ({
    name: path.slice(0, -'.md'.length),
    check: () => assertFixture(readFileSync(join(root, path), 'utf8'), transforms, path),
  }));
}
