import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closest } from 'fastest-levenshtein';
import type { Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { transforms } from '../../transforms/index.js';

/**
 * The transforms that run: the named ones or all, less the skipped, in the order of the catalogue;
 * the user's own come last, in the order in which they are named.
 *
 * @throws UserError for a name or a file that is no transform
 */
export async function chosenTransforms(
  named: readonly string[],
  skipped: readonly string[],
  cwd: string,
): Promise<readonly Transform[]> {
  const own = (await Promise.all(named.filter(isPath).map((path) => load(path, cwd)))).flat();
  const taken = own.find(({ name }) => transforms.some((one) => one.name === name));
  if (taken)
    throw new UserError(
      `There is a transform "${taken.name}" already.`,
      'Give yours another name.',
    );
  const all = [...transforms, ...own];
  const wanted = new Set(named.filter((name) => !isPath(name)).map((name) => known(name, all)));
  const left = new Set(skipped.map((name) => known(name, all)));
  const chosen = all.filter((one) => named.length === 0 || wanted.has(one) || own.includes(one));
  const running = chosen.filter((one) => !left.has(one));
  if (running.length === 0)
    throw new UserError('No transform is left to run.', 'Leave out a --skip.');
  return running;
}

function isPath(name: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/.test(name);
}

function known(name: string, all: readonly Transform[]): Transform {
  const names = all.map((one) => one.name);
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new UserError(
    `There is no transform "${name}". Did you mean ${closest(name, names)}?`,
    `The transforms are ${names.join(', ')}; a path such as ./${name}.mjs loads your own.`,
  );
}

/** The transforms that a module exports, under whatever name. */
async function load(path: string, cwd: string): Promise<Transform[]> {
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(resolve(cwd, path)).href)) as Record<string, unknown>;
  } catch (error) {
    throw new UserError(`${path} can't be loaded: ${(error as Error).message}`);
  }
  const found = [...new Set(Object.values(exported).flat())].filter(isTransform);
  if (found.length > 0) return found;
  throw new UserError(
    `${path} exports no transform.`,
    'Export what defineTransform of slim-dockerfile returns.',
  );
}

function isTransform(value: unknown): value is Transform {
  const { name, summary, rules, run } = (value ?? {}) as Partial<Record<keyof Transform, unknown>>;
  return (
    typeof name === 'string' &&
    typeof summary === 'string' &&
    typeof rules === 'object' &&
    typeof run === 'function'
  );
}
