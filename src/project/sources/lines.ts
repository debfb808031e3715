import { posix } from 'node:path';
import { lineAt } from '../../edits.js';
import { rememberedIn } from '../../memo.js';
import { signAt, sourceFolder, wordAt } from './expression-texts.js';
import { baseName, folderOf, joinPath } from '../files.js';
import { importsOf } from './imports.js';
import { aliased, sourceAt } from './module-paths.js';
import type { Project } from '../project.js';
import { sourceTokens, type Token } from './tokens.js';
import { type Place, readableSources } from './index.js';
import {
  linesThrough,
  type StartedLine,
  startedLines,
  startingFunctions,
} from './started-lines.js';
import type { StartingFunctions } from './starting-functions.js';

/**
 * The lines of shell that the program's own sources start, each with the first place; `.` is `folder`. One
 * may begin with a variable of the environment: `${GIT} log`.
 *
 * @param counts whether a source counts, by its path and its text
 */
export function linesInSources(
  project: Project,
  folder: string,
  counts: (path: string, text: string) => boolean = () => true,
): readonly Place[] {
  const places = new Map<string, Place>();
  for (const [path, whole] of readableSources(project, folder)) {
    if (!counts(path, whole)) continue;
    const all = [...startedLines(whole), ...linesThroughOthers(project, folder, path, whole)];
    for (const { text: written, at } of all) {
      const text = written.replaceAll(
        sourceFolder,
        () => `./${posix.relative(folder, folderOf(path))}`,
      );
      if (!places.has(text)) places.set(text, { path, line: lineAt(whole, at), text });
    }
  }
  return [...places.values()];
}

/** What the sources below a folder have for others to start programs with, by their paths. */
const lenders = rememberedIn(
  (project: Project, folder): ReadonlyMap<string, StartingFunctions> =>
    new Map(
      [...readableSources(project, folder)].flatMap(([path, text]) => {
        const functions = startingFunctions(text);
        return functions.size === 0 ? [] : [[path, functions] as const];
      }),
    ),
  4,
);

function linesThroughOthers(
  project: Project,
  folder: string,
  path: string,
  text: string,
): readonly StartedLine[] {
  const all = lenders(project, folder);
  if (![...all.keys()].some((one) => one !== path && text.includes(nameOf(one)))) return [];
  const tokens = sourceTokens(text);
  const functions = importsOf(text).modules.flatMap(({ specifier, at }) => {
    const lender = sourceOf(project, folder, path, specifier);
    const lent = lender === undefined || lender === path ? undefined : all.get(lender);
    return lent ? [...lent, ...wholeModule(tokens, at, lent)] : [];
  });
  return functions.length === 0 ? [] : linesThrough(tokens, new Map(functions));
}

/** How others write a source in their imports, at least. */
function nameOf(path: string): string {
  const name = baseName(path).replace(/\.\w+$/, '');
  return name === 'index' ? baseName(folderOf(path)) : name;
}

function sourceOf(
  project: Project,
  folder: string,
  from: string,
  specifier: string,
): string | undefined {
  if (!specifier.startsWith('.')) return aliased(project, folder, specifier);
  const path = joinPath(folderOf(from), specifier);
  return path === undefined ? undefined : sourceAt(project, path);
}

/** Names of an import may be many. */
const longestImport = 60;

/** `const run = require('./run')`, `import run from './run.js'`: a module that is such a function itself. */
function wholeModule(
  tokens: readonly Token[],
  offset: number,
  lent: StartingFunctions,
): readonly (readonly [string, number])[] {
  const argument = lent.get('exports') ?? lent.get('default');
  if (argument === undefined) return [];
  const at = tokens.findIndex((token) => token.at === offset);
  const required = signAt(tokens, at - 3) === '=' ? wordAt(tokens, at - 4) : '';
  const before = tokens.slice(Math.max(0, at - longestImport), at);
  const imported = before.findLastIndex(({ value }) => value === 'import');
  const name =
    wordAt(tokens, at - 1) === 'from' && imported !== -1 ? wordAt(before, imported + 1) : required;
  return name === '' ? [] : [[name, argument]];
}
