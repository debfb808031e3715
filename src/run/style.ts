import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Dockerfile, hasContinuedRun, type Style } from '../dockerfile/index.js';
import { importModule } from '../machine/import-module.js';
import { repositoryRoot } from '../project/disk-project.js';
import { foldersUpFrom } from '../project/git-root.js';
import { readRegularFile } from '../project/regular-file.js';

/** In bytes; nobody writes longer ones. */
const largestSettings = 1_000_000;

/** Where prettier looks in each folder, in its order; what would have to be executed included. */
const settingsFiles = [
  'package.json',
  'package.yaml',
  '.prettierrc',
  ...['json', 'yaml', 'yml', 'json5', 'js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].map(
    (kind) => `.prettierrc.${kind}`,
  ),
  ...['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].map((kind) => `prettier.config.${kind}`),
  '.prettierrc.toml',
];

/**
 * What .prettierrc and .editorconfig say of new lines. They are asked only where the Dockerfile has
 * no continued RUN that shows its own way, since prettier takes longer to load than most files take
 * to rewrite. Nothing of a scanned repository is executed: settings written as code, or taken from a
 * package, count as absent.
 *
 * @param location the Dockerfile, absolute
 * @returns undefined where the file shows it itself, or nothing is configured
 */
export async function styleFor(location: string, file: Dockerfile): Promise<Style | undefined> {
  if (hasContinuedRun(file)) return undefined;
  const root = repositoryRoot(dirname(location));
  const above = foldersUpFrom(dirname(location)).filter((folder) => folder.startsWith(root));
  const settings = above.flatMap(settingsIn)[0];
  const data = settings !== undefined && isData(settings) ? settings : undefined;
  const general = above.map((folder) => join(folder, '.editorconfig')).filter(existsSync);
  if (data === undefined && general.length === 0) return undefined;
  // Prettier would wait for a named pipe, and read a device without end.
  if (general.some((path) => readText(path) === undefined)) return undefined;
  return readStyle(location, file, data ?? noSettings());
}

/** A manifest without settings keeps prettier from searching for any. */
function noSettings(): string {
  return createRequire(import.meta.url).resolve('prettier/package.json');
}

async function readStyle(
  location: string,
  file: Dockerfile,
  config: string,
): Promise<Style | undefined> {
  try {
    const { resolveConfig } = (await importModule('prettier')) as typeof import('prettier');
    const { useTabs, tabWidth, printWidth } =
      (await resolveConfig(location, { editorconfig: true, config })) ?? {};
    return {
      ...(useTabs === true ? { indent: '\t' } : tabWidth && { indent: ' '.repeat(tabWidth) }),
      ...(printWidth && !isWider(file, printWidth) && { width: printWidth }),
    };
  } catch {
    // Settings that can't be read are none: the lines are written as everywhere else.
    return undefined;
  }
}

/** A file whose own lines pass the width does not follow it. */
function isWider({ text }: Dockerfile, width: number): boolean {
  return text.split('\n').some((line) => line.trimEnd().length > width);
}

/** The file in a folder from which prettier would take its settings. */
function settingsIn(folder: string): string[] {
  const paths = settingsFiles.map((name) => join(folder, name));
  const found = paths.find((path) => existsSync(path) && !isPlainManifest(path));
  return found === undefined ? [] : [found];
}

/** A package.json without the key says nothing about prettier. */
function isPlainManifest(path: string): boolean {
  const name = basename(path);
  if (name === 'package.json') return parsed(textAt(path))?.prettier === undefined;
  return name === 'package.yaml' && !/^prettier:/m.test(textAt(path));
}

/**
 * Whether a file holds the settings themselves. A lone string names a package, which prettier would
 * load and so run; what does not begin as a list of settings does counts as such. A list begins with
 * a name in the first column, and nothing that begins so is a string to any reader of YAML.
 */
function isData(path: string): boolean {
  const text = textAt(path);
  if (basename(path) === 'package.json') return isObject(parsed(text)?.prettier);
  if (path.endsWith('.toml')) return true;
  if (!/\.(?:prettierrc|json|ya?ml)$/.test(path) || basename(path) === 'package.yaml') return false;
  if (/^\s*\{/.test(text)) return isObject(parsed(text));
  const first = text.split(/[\r\n]/).find((line) => /^\s*[^\s#]/.test(line)) ?? '';
  return /^(["']?)[A-Za-z$]\w*\1:(?:\s|$)/.test(first);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textAt(path: string): string {
  return readText(path) ?? '';
}

function readText(path: string): string | undefined {
  try {
    const bytes = readRegularFile(path, largestSettings);
    return typeof bytes === 'string' ? undefined : bytes.toString();
  } catch {
    return undefined;
  }
}
