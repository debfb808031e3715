import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lilconfig } from 'lilconfig';
import { importModule } from '../machine/import-module.js';
import { readRegularFile } from '../project/regular-file.js';
import { systemReason, UserError } from '../user-error.js';

/** A configuration file and what it holds, unchecked. */
export interface Found {
  /** Absolute. */
  readonly file: string;
  readonly folder: string;
  readonly value: unknown;
  /** A script that was not run, since it lies in a scanned folder. */
  readonly isLeftAlone: boolean;
}

/** Finds configuration files upward from a folder. */
export interface Finder {
  search(folder: string): Promise<Found | undefined>;
}

const name = 'slim-dockerfile';
const searchPlaces = [
  'package.json',
  `${name}.config.json`,
  `${name}.config.js`,
  `${name}.config.mjs`,
];
const empty = 'Write {} into it, or remove it.';
const leftAlone = Symbol('a script that is not run');

/**
 * A finder that stops at a folder.
 *
 * @param runsScripts whether a script is run; only where the user stands
 */
export function finder(stopDir: string | undefined, runsScripts: boolean): Finder {
  const load = runsScripts ? runScript : () => leftAlone;
  const last = stopDir ?? parse(process.cwd()).root;
  const explorer = lilconfig(name, {
    searchPlaces,
    loaders: { '.json': parseJson, '.js': load, '.mjs': load },
    stopDir: last,
  });
  return {
    async search(folder) {
      for (const file of placesAbove(folder, last)) {
        const found = await explorer.load(file).catch(unreadable);
        if (found?.isEmpty && !isManifest(file)) throw new UserError(`${file} is empty.`, empty);
        // A package.json without the key, or with null in its place, is passed over.
        if (found && (!isManifest(file) || (found.config ?? undefined) !== undefined))
          return foundAt(found.filepath, found.config);
      }
      return undefined;
    },
  };
}

/**
 * The regular files in question from a folder upward: a named pipe would be waited for.
 *
 * @throws UserError when something else lies where a configuration is looked for
 */
function placesAbove(folder: string, last: string): string[] {
  const here = searchPlaces.map((place) => resolve(folder, place)).filter(isRegular);
  const above = dirname(folder);
  return folder === last || above === folder ? here : [...here, ...placesAbove(above, last)];
}

function isRegular(file: string): boolean {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return false;
  const there = statSync(file, { throwIfNoEntry: false });
  const largest = largestOf(file);
  if (isManifest(file)) return there?.isFile() === true && there.size <= largest;
  if (!there?.isFile())
    throw new UserError(`${file} is no file that could be read as a configuration.`, empty);
  if (there.size > largest)
    throw new UserError(`${file} can't be read: it is larger than ${largest / 1_000_000} MB.`);
  return true;
}

/** A configuration has a few kilobytes; package.json and scripts are read as they are elsewhere. */
function largestOf(file: string): number {
  return isManifest(file) || script.test(file) ? 20_000_000 : 1_000_000;
}

const script = /\.[cm]?[jt]s$/;

/** @throws UserError for what is no file, is too large, or may not be read */
function contentOf(file: string, argument: string): string {
  let content: Buffer | string;
  try {
    content = readRegularFile(file, largestOf(file));
  } catch (error) {
    content = systemReason(error);
  }
  if (typeof content === 'string')
    throw new UserError(`--config ${argument} can't be read: ${content}.`);
  return content.toString('utf8');
}

function isManifest(file: string): boolean {
  return basename(file) === 'package.json';
}

/** @throws UserError when the file that `--config` names can't be read */
export async function configAt(argument: string, cwd: string): Promise<Found> {
  const file = resolve(cwd, argument);
  const text = contentOf(file, argument);
  if (script.test(file)) return foundAt(file, await runScript(file));
  if (text.trim() === '') throw new UserError(`${file} is empty.`, empty);
  const value = parseJson(file, text);
  return foundAt(file, isManifest(file) ? ownKey(value) : value);
}

function foundAt(file: string, value: unknown): Found {
  return { file, folder: dirname(file), value, isLeftAlone: value === leftAlone };
}

function ownKey(manifest: unknown): unknown {
  return (manifest as Record<string, unknown>)[name] ?? {};
}

/** A package.json that is broken says nothing here; its own rule tells of it. */
function parseJson(file: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isManifest(file) && (typeof value !== 'object' || value === null) ? {} : value;
  } catch (error) {
    if (isManifest(file)) return {};
    throw new UserError(
      `${file} is no JSON: ${(error as Error).message}.`,
      /\/[/*]|,\s*[\]}]/.test(text)
        ? `JSON has no comments and no trailing commas; ${name}.config.mjs takes them.`
        : undefined,
    );
  }
}

async function runScript(file: string): Promise<unknown> {
  const module = await importModule(pathToFileURL(file).href).catch((error: Error) => {
    throw new UserError(`${file} can't be loaded: ${error.message}`);
  });
  const { default: value } = module as { default?: unknown };
  if (value !== undefined) return value;
  throw new UserError(`${file} exports no configuration.`, 'Write: export default { … };');
}

/** A folder or a locked file in the place of package.json is no configuration. */
function unreadable(error: NodeJS.ErrnoException): undefined {
  if (error instanceof UserError) throw error;
  if (basename(error.path ?? '') === 'package.json') return undefined;
  throw new UserError(
    `${error.path ?? 'The configuration'} can't be read: ${systemReason(error)}.`,
  );
}
