import { didYouMean } from '../nearest.js';
import type { Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { transforms } from '../../transforms/index.js';
import { loadTransforms } from './own-transforms.js';

/**
 * The transforms that run: the named ones or all, less the skipped, in the order of the catalogue;
 * the user's own, by path or package, come last, in the order in which they are named.
 *
 * @throws UserError for a name, a file or a package that is no transform
 */
export async function chosenTransforms(
  named: readonly string[],
  skipped: readonly string[],
  cwd: string,
): Promise<readonly Transform[]> {
  const loaded = new Map<string, readonly Transform[]>();
  for (const name of new Set(named)) {
    const found = isOurs(name) ? undefined : await loadTransforms(name, cwd);
    if (found) loaded.set(name, found);
    else if (name.startsWith('@')) throw notInstalled(name);
  }
  const own = [...new Set([...loaded.values()].flat())];
  checkNames(own);
  const all = [...transforms, ...own];
  const wanted = new Set(named.flatMap((name) => loaded.get(name) ?? known(name, all)));
  const left = new Set(skipped.map((name) => known(name, all)));
  const chosen = all.filter((one) => named.length === 0 || wanted.has(one));
  const running = chosen.filter((one) => !left.has(one));
  if (running.length === 0)
    throw new UserError('No transform is left to run.', 'Leave out a --skip.');
  return running;
}

function isOurs(name: string): boolean {
  return transforms.some((one) => one.name === name);
}

/** Rules are told by the name of their transform: each has one of its own. */
function checkNames(own: readonly Transform[]): void {
  const taken = own.find(
    ({ name }, at) =>
      isOurs(name) || name === 'file' || own.findIndex((one) => one.name === name) < at,
  );
  if (taken)
    throw new UserError(
      `There is a transform "${taken.name}" already.`,
      'Give yours another name.',
    );
}

function known(name: string, all: readonly Transform[]): Transform {
  const names = all.map((one) => one.name);
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new UserError(
    `There is no transform "${name}".${didYouMean(name, names)}`,
    `The transforms are ${names.join(', ')}. Your own are loaded by a path, as in --transform ./${name}.mjs, or by the name of an installed package.`,
  );
}

function notInstalled(name: string): UserError {
  return new UserError(
    `The package ${name} is not installed here.`,
    `npm install --save-dev ${name} installs it.`,
  );
}
