import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../user-error.js';

/** Where a repository is: a work tree on disk, or something that git clones. */
export interface Source {
  /** For messages and file names, unique within a run. */
  readonly name: string;
  readonly kind: 'checkout' | 'remote';
  /** An absolute path, or a URL. */
  readonly location: string;
}

const url = /^(?:[a-z][a-z+.-]*:\/\/|[\w.-]+@[\w.-]+:)/i;

/**
 * The repositories that a list means, in its order, each once: checkouts, folders of checkouts, bare
 * repositories, git URLs, and files that hold such a list, one a line.
 *
 * @throws UserError for what is none of these
 */
export function sourcesOf(list: readonly string[], cwd: string): Source[] {
  const seen = new Set<string>();
  const found = list
    .flatMap((entry) => expanded(entry, cwd))
    .filter(({ location }) => !seen.has(location) && seen.add(location));
  return withUniqueNames(found);
}

type Place = Pick<Source, 'kind' | 'location'>;

function expanded(entry: string, cwd: string): Place[] {
  if (url.test(entry)) return [{ kind: 'remote', location: entry }];
  const path = resolve(cwd, entry);
  if (!existsSync(path))
    throw new UserError(
      `${entry} does not exist.`,
      'Name checkouts, folders of them, git URLs, or a file with one a line.',
    );
  if (!statSync(path).isDirectory()) return fromFile(path, cwd);
  const own = placeAt(path);
  if (own) return [own];
  const below = readdirSync(path)
    .toSorted()
    .flatMap((name) => placeAt(join(path, name)) ?? []);
  if (below.length > 0) return below;
  throw new UserError(`${entry} is no git repository, and holds none.`);
}

/** A work tree, or a bare repository, which is cloned like one that is far away. */
function placeAt(path: string): Place | undefined {
  if (existsSync(join(path, '.git'))) return { kind: 'checkout', location: path };
  const isBare = existsSync(join(path, 'HEAD')) && existsSync(join(path, 'objects'));
  return isBare ? { kind: 'remote', location: path } : undefined;
}

/** One a line; blank lines and lines with # in front are left out. */
function fromFile(path: string, cwd: string): Place[] {
  const lines = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.flatMap((line) => {
    if (url.test(line) || existsSync(resolve(cwd, line))) return expanded(line, cwd);
    throw new UserError(`${path} names ${line}, which does not exist.`);
  });
}

/** The last part of the location, with as many of those before it as it takes to tell it apart. */
function withUniqueNames(places: readonly Place[]): Source[] {
  const parts = places.map(({ location }) =>
    location
      .replace(/\.git\/?$/, '')
      .split(/[/\\:]+/)
      .filter((part) => part !== ''),
  );
  const nameAt = (index: number, depth: number): string =>
    (parts[index] ?? []).slice(-depth).join('-') || basename(places[index]?.location ?? '');
  return places.map((place, index) => {
    let depth = 1;
    const same = (): boolean =>
      parts.some((_, other) => other !== index && nameAt(other, depth) === nameAt(index, depth));
    while (depth < (parts[index]?.length ?? 0) && same()) depth += 1;
    return { ...place, name: nameAt(index, depth) };
  });
}
