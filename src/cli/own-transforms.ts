import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isPath } from '../config/names.js';
import { placeOf } from '../error-place.js';
import { importModule } from '../machine/import-module.js';
import { withoutStop } from '../sentence.js';
import { UserError } from '../user-error.js';
import { defineTransform, type Transform } from '../transform.js';

/**
 * Loads transforms that are not ours: all that a module exports, under whatever name. The code of
 * the module runs, so only what the user has named may come here.
 *
 * @param specifier a path, or the name of a package as an `import` would have it
 * @param folder where paths count from and packages are looked for, as if the import stood there
 * @returns undefined where no package of that name is installed
 * @throws UserError when the module can't be loaded or exports no transform
 */
export async function loadTransforms(
  specifier: string,
  folder: string,
): Promise<readonly Transform[] | undefined> {
  const url = isPath(specifier) ? pathUrl(specifier, folder) : await packageUrl(specifier, folder);
  if (url === undefined) return undefined;
  const exported = await load(url, specifier);
  const found = [...new Set(Object.values(exported).flat())].filter(isTransform);
  if (found.length === 0) throw new UserError(...withoutTransform(specifier, exported));
  for (const one of found) checkNames(one, specifier);
  return found;
}

function pathUrl(path: string, folder: string): URL {
  const file = resolve(folder, path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return pathToFileURL(file);
  if (found) throw new UserError(`${path} is a folder.`, 'Name the file of the transform in it.');
  throw new UserError(`There is no file ${path}.`, `Paths of transforms count from ${folder}.`);
}

/** As Node.js itself resolves it; its own function takes no folder to start from. */
async function packageUrl(name: string, folder: string): Promise<URL | undefined> {
  const { resolve: resolveImport } = await import('import-meta-resolve');
  try {
    return new URL(resolveImport(name, pathToFileURL(join(folder, 'file.js')).href));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_INVALID_MODULE_SPECIFIER')
      return undefined;
    throw new UserError(
      `${name} can't be loaded: ${withoutStop(message)}.`,
      'Look at "exports" in the package.json of that package.',
    );
  }
}

async function load(url: URL, specifier: string): Promise<Record<string, unknown>> {
  try {
    return (await importModule(url.href)) as Record<string, unknown>;
  } catch (error) {
    const message = withoutStop(error instanceof Error ? error.message : String(error));
    throw new UserError(`${specifier} can't be loaded: ${message}.`, adviceFor(error, specifier));
  }
}

/** What helps against the errors that authors meet first. */
function adviceFor(error: unknown, specifier: string): string {
  const { code, message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  const missing = /Cannot find package '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) return `npm install --save-dev ${missing} installs it beside yours.`;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
    return 'Node.js reads TypeScript from version 22.18 on; compile it to JavaScript for older ones.';
  if (error instanceof SyntaxError) return `node --check ${specifier} shows the line.`;
  const place = placeOf(error);
  return place?.includes('.') ? `It was thrown at ${place}.` : 'Run it with node to see more.';
}

/** The parts of a transform, with what makes each of them one. */
const parts: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: (value) => typeof value === 'string',
  summary: (value) => typeof value === 'string',
  rules: (value) => typeof value === 'object' && value !== null,
  run: (value) => typeof value === 'function',
};

function missingParts(value: unknown): string[] {
  const all = Object(value) as Record<string, unknown>;
  return Object.keys(parts).filter((name) => !parts[name]?.(all[name]));
}

function isTransform(value: unknown): value is Transform {
  return missingParts(value).length === 0;
}

/** The nearest miss is told: of four parts, most are there. */
function withoutTransform(
  specifier: string,
  exported: Record<string, unknown>,
): [message: string, advice: string] {
  const advice = 'Export what defineTransform of slim-dockerfile returns.';
  const [nearest] = Object.entries(exported)
    .map(([name, value]) => ({ name, missing: missingParts(value) }))
    .filter(({ missing }) => missing.length < Object.keys(parts).length)
    .toSorted((a, b) => a.missing.length - b.missing.length);
  if (!nearest) return [`${specifier} exports no transform.`, advice];
  const what = nearest.missing.join(' and ');
  return [
    `${specifier} exports no transform: ${nearest.name} has no right ${what}.`,
    `${advice} It needs name, summary, rules and run.`,
  ];
}

/** Objects that are written without {@link defineTransform} pass it here. */
function checkNames(transform: Transform, specifier: string): void {
  try {
    defineTransform(transform);
  } catch (error) {
    throw new UserError(
      `${specifier} can't be used: ${withoutStop((error as Error).message)}.`,
      'Rename the transform or the rule.',
    );
  }
}
