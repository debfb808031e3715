import { posix } from 'node:path';
import { settingsOfBuild } from '../../../src/knowledge/npm/build-settings.js';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { isWithin } from '../../../src/path-folders.js';
import { importsOf } from '../../../src/project/index.js';
import { isCache, type Site } from './effect.js';

const settingsOption = /^(?:-b|-p|-c|--build|--project|--config)$/;

/** What stands before the words of a path in settings that says where a build writes. */
const writesTo =
  /(?:\b(?:\w{0,20}(?:assets|build|dest|dist|out|public|static|target|www)\w{0,20}|path|dir|file)["']?\s?[:=]|\bdest\()\s?(?:(?:path\.)?(?:join|resolve)\(\s?(?:__dirname|import\.meta\.dirname|process\.cwd\(\)),\s?)?$/i;
/** What stands before a path that begins in the folder of its file. */
const besideFile = /(?:\b__dirname|\bimport\.meta\.dirname)\s?[,+]\s?$|\bnew URL\($/;
const joins = /\b(?:join|resolve)\([^()'"]{0,60}$/;
const filing =
  /\b(?:mkdir|writeFile|copyFile|cp|copy|ensureDir|outputFile|createWriteStream)(?:Sync)?\(\s?$/;
const absolute = /^~?\/(?:data|etc|home|mnt|opt|root|srv|usr|var)\//;
/** Sources that load each other: deeper than this, nobody looks. */
const deepest = 2;

/**
 * A path outside the folders that go along, where a program that a RUN starts may leave something: a
 * source of the project names it, or the settings of a tool do.
 *
 * @param words the program with its arguments, and what starts it
 */
export function farOutput(
  words: readonly (string | undefined)[],
  folder: string,
  site: Site,
): string | undefined {
  const names = words.map((word) => posix.basename(word ?? ''));
  const runner = names.findIndex((name) => programDoes(name, 'runsSources'));
  if (runner !== -1) {
    const script = words.slice(runner + 1).find((word) => !word?.startsWith('-'));
    return script === undefined
      ? undefined
      : farInSource(posix.resolve(folder, script), folder, site);
  }
  const own = names.map(settingsOfBuild).find((files) => files.length > 0) ?? [];
  const option = words.findIndex((word) => settingsOption.test(word ?? ''));
  const named = own.length === 0 || option === -1 ? undefined : words[option + 1];
  const files = named === undefined ? own : [named, posix.join(named, 'tsconfig.json')];
  return firstFound(files, (file) => farInSettings(posix.resolve(folder, file), site));
}

function firstFound<T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A path that a source names, or one that it loads: it may be read or written, who knows. */
function farInSource(path: string, folder: string, site: Site, depth = 0): string | undefined {
  if (path.includes('/node_modules/')) return undefined;
  const [file, text] = sourceAt(path, site);
  const beside = posix.dirname(file);
  const far = pathsIn(text).find(({ path: word, before }) => {
    if (absolute.test(word) || (filing.test(before) && word.startsWith('/')))
      return !goesAlong(word, site) && !isCache(word);
    const bases = besideFile.test(before) ? [beside] : [beside, folder];
    return (
      isUpward(word, before) && bases.every((one) => !goesAlong(posix.resolve(one, word), site))
    );
  });
  if (far) return far.path;
  if (/\bhomedir\(\)/.test(text)) return '~';
  const variable = farVariable(text, site);
  if (variable !== undefined) return variable;
  const loaded = depth < deepest ? importsOf(text).modules : [];
  return firstFound(
    loaded.filter(({ specifier }) => specifier.startsWith('.')),
    ({ specifier }) => farInSource(posix.resolve(beside, specifier), folder, site, depth + 1),
  );
}

/** The folder outside that a variable of the image names to a source. */
function farVariable(text: string, site: Site): string | undefined {
  const found = [...site.environment.scope.env()].find(
    ([name, value = '']) =>
      absolute.test(`${value}/`) &&
      !goesAlong(value, site) &&
      new RegExp(String.raw`\benv(?:\.|\[['"])${name}\b`).test(text),
  );
  return found?.[1];
}

function farInSettings(file: string, site: Site, depth = 0): string | undefined {
  const paths = pathsIn(site.textOf(file) ?? '');
  const beside = (path: string): string => posix.resolve(posix.dirname(file), path);
  const far = paths.find(
    ({ path, before }) =>
      (absolute.test(path) || isUpward(path, before)) &&
      writesTo.test(before) &&
      !goesAlong(beside(path), site),
  );
  if (far || depth >= deepest) return far?.path;
  const bases = paths.filter(({ before }) => /["']extends["']\s?:\s?\[?$/.test(before));
  return firstFound(
    bases.filter(({ path }) => path.startsWith('.')),
    ({ path }) => farInSettings(beside(path.replace(/(?<!\.json)$/, '.json')), site, depth + 1),
  );
}

/** Whether a path leads above where it begins; `..` behind another word of a call goes on from that. */
function isUpward(path: string, before: string): boolean {
  return path.startsWith('../') || (path === '..' && !/['"],\s?$/.test(before));
}

/** A source by a path that may lack its ending, with its text. */
function sourceAt(path: string, { textOf }: Site): [string, string] {
  const found = ['', '.js', '.ts', '.mjs', '.cjs', '/index.js', '/index.ts']
    .map((ending) => path + ending)
    .find((one) => textOf(one) !== undefined);
  return [found ?? path, textOf(found ?? path) ?? ''];
}

/** The strings of a source, those of a call of `join` as one path, with what stands before them. */
function pathsIn(text: string): readonly { readonly path: string; readonly before: string }[] {
  const paths = new Map<number, string>();
  for (const { specifier, at } of importsOf(text).literals)
    if (!paths.has(at) || joins.test(beforeOf(text, at))) paths.set(at, specifier);
  return [...paths].map(([at, path]) => ({ path, before: beforeOf(text, at) }));
}

function beforeOf(text: string, at: number): string {
  return text.slice(Math.max(at - 100, 0), at);
}

function goesAlong(path: string, { root, kept }: Site): boolean {
  return [root, ...kept].some((one) => isWithin(path, one));
}
