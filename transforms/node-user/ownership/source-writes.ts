import { posix } from 'node:path';
import { lineAt } from '../../../src/edits.js';
import { withoutSlash } from '../../../src/path-folders.js';
import {
  allInSources,
  type Place,
  type Project,
  readableSources,
} from '../../../src/project/index.js';
import type { Setting } from './settings-folders.js';

const quote = String.raw`['"${'`'}]`;
const joined = String.raw`(?:(?:\w+\.)?(?:join|resolve)\s*\(\s*)?`;
const folderCalls = String.raw`\b(?:mkdir|ensureDir|emptyDir|dest|extractAllTo|Level\b)\w*(?:\.sync)?\s*\(\s*${joined}`;
/** A server that listens at a path makes that file. */
const socketCall = String.raw`\.listen\s*\(\s*(?:\{\s*path\s*:\s*)?`;
const fileNames =
  'writeFile|appendFile|mkdtemp|outputFile|outputJson|writeJson|createWriteStream|unlink|rename|toFile|Database|FileSync|FileAsync|JSONFile';
const fileCalls = String.raw`(?:(?:\b(?:${fileNames})\w*|\.mv)\s*\(\s*${joined}|\b(?:copyFile|cpSync|rename|symlink|fse?\w{0,10}\.(?:move|copy))\w*\s*\(\s*[^,()\n]{1,80},\s*${joined}|${socketCall})`;
/** What a text is compared with, or routes lead to, is no file or folder that the program uses. */
export const uncompared: string = String.raw`(?<!\b(?:endsWith|startsWith|includes|indexOf|all|delete|get|patch|post|put|use)\(\s*)`;
/** Names of folders at the root that hold data by custom. */
export const dataNames = 'var|data|db|storage|srv|mnt|logs?|uploads?|files|media';
const inData = String.raw`${quote}(?=/(?:${dataNames})(?:/|${quote}))`;
/** Behind something else stands the rest of a path: `logs + '/error.log'`, `join(folder, '/data/a.json')`. */
const whole = String.raw`(?<!\+\s*|\bjoin\([^()\n]{0,100},\s*)`;
const dataFile = String.raw`${whole}${quote}(?=/(?:${dataNames})/[\w./-]*\.(?:db|sqlite3?|json|log|txt|csv)${quote})`;
/** A database or a log, wherever it lies but among what packages bring; a route may end like that, too. */
const databaseFile = String.raw`${uncompared}${whole}${quote}(?:(?:file|sqlite3?):(?://)?)?(?=/(?!(?:etc|lib|opt|usr)/)[\w./-]+\.(?:db3?|sqlite3?|log)${quote})`;
/** Options that name a folder and nothing else, of busboy, puppeteer, tmp and the like. */
const folderOption = String.raw`\b(?:userData|(?:cache|data|log|session|storage|temp|tempFile|tmp|upload)s?)(?:Dir|Directory|Folder)\s*:\s*${quote}`;
/** Options of multer, winston and the like; `destination: "/new"` alone is a redirect of Next.js. */
const dataOption = String.raw`\b(?:cwd|dest|destination|dir|directory|dirname|filename|userDataDir|(?:upload|log|data|storage)(?:Dir|Path|Folder))\s*[:=]\s*${inData}|\bcb\s*\(\s*null\s*,\s*${inData}|\bmulter\s*\(\s*\{\s*dest\s*:\s*${quote}|${folderOption}`;

/** What in a source writes to an absolute path; the path follows. */
export const writes: string = String.raw`(?:(?:${fileCalls}|${folderCalls})${quote}|${quote}mkdir\s(?:-p\s)?|${dataFile}|${databaseFile}|${dataOption})`;

const written = new RegExp(String.raw`(${writes}/[\w./-]*${quote}?)`, 'g');
const isFileCall = new RegExp(`^(?:${fileCalls}|filename)`);
const atEnd = new RegExp(String.raw`(/[\w./-]*)(${quote})?$`);

/** Whether what a call is given is a file: the first part of a joined path is a folder. */
function isOfFile(call: string): boolean {
  return isFileCall.test(call) && !/\bjoin\s*\(/.test(call);
}

/** The folders in which sources write by absolute paths. */
export function writtenFolders(project: Project, folder: string): string[] {
  return [...allInSources(project, folder, written).keys()].map((all) => {
    const [, path = '', end] = atEnd.exec(all) ?? [];
    return folderIn(path, end === undefined || isOfFile(all));
  });
}

/** A folder that sources name, and where. */
interface NamedPlace {
  readonly path: string;
  readonly place: Place;
}

/** The folders that a source writes to by a name of its own, or by one above that in which the program starts. */
export function namedPlaces(
  project: Project,
  folder: string,
  workdir: string,
): readonly NamedPlace[] {
  return [...upwardPlaces(project, folder, workdir), ...constantPlaces(project, folder)];
}

const upward = new RegExp(
  String.raw`((?:${fileCalls}|${folderCalls}|\b(?:dest|destination|dirname)\s?:\s?)${quote}\.\./[\w./-]*${quote}?)`,
  'g',
);

function upwardPlaces(project: Project, folder: string, workdir: string): readonly NamedPlace[] {
  return [...allInSources(project, folder, upward)].map(([all, place]) => {
    const [, path = '', end] = /['"`](\.\.\/[^'"`]*)(['"`])?$/.exec(all) ?? [];
    const isFile = end === undefined || isOfFile(all);
    return { path: folderIn(posix.resolve(workdir, path), isFile), place };
  });
}

/** `const dir = process.env.DATA_DIR || '/data'`, and what a parameter is without an argument. */
const constant =
  /(?:\b(?:const|let|static|var)\s+|[(,]\s?)(\w{1,60})\s*=\s*(?:process\.env(?:\.\w{1,60}|\[['"]\w{1,60}['"]\])\s*(?:\|\||\?\?)\s*)?(?:\w{1,60}\.resolve\(\s*)?['"`](\/[\w./-]+)['"`]/g;

const writtenConstant = new RegExp(
  String.raw`(?:${fileCalls}|${folderCalls})(?:[\x60]\$\{)?(\w{1,60})`,
  'g',
);

/** The constants that a source writes to, in the same file. */
function constantPlaces(project: Project, folder: string): readonly NamedPlace[] {
  return [...readableSources(project, folder)].flatMap(([path, text]) => {
    const constants = [...text.matchAll(constant)];
    if (constants.length === 0) return [];
    const uses = new Map(
      [...text.matchAll(writtenConstant)]
        .map(([use, name = '']) => [name, use] as const)
        .toReversed(),
    );
    return constants.flatMap(({ 0: all, 1: name = '', 2: value = '', index }) => {
      const use = uses.get(name);
      if (use === undefined) return [];
      const place = { path, line: lineAt(text, index), text: all };
      // Behind a name that begins a template, there is more of the path.
      const isFile = isOfFile(use) && !use.includes('${');
      return [{ path: folderIn(value, isFile), place }];
    });
  });
}

/** What stands in the place of a variable that nobody sets: `DATA_DIR || '/data'`, `DATA_DIR: str({ default: '/data' })`. */
const fallback =
  /(?<!\w)([A-Z][A-Z\d_]{1,60}['"\]]{0,2}[^'"`\n;]{0,40}?(?:\|\||\?\?|,|default\s?[:(])\s{0,4}['"`]\/[\w./-]+['"`])/g;

/** The paths that sources give variables of the environment that are not set. */
export function defaultSettings(project: Project, folder: string): Setting[] {
  return [...allInSources(project, folder, fallback).keys()].map((all): Setting => [
    /^\w+/.exec(all)?.[0] ?? '',
    /['"`](\/[\w./-]+)['"`]$/.exec(all)?.[1] ?? '',
  ]);
}

const besideSource = /\b(?:join|resolve)\(\s?__dirname((?:,\s?['"][\w./-]{1,60}['"]){1,6})/g;
const dataBelow = new RegExp(`^(?:\\.\\./)+(?:${dataNames}|backups?|cache|database|te?mp)(?:/|$)`);

/** Folders beside the application's that its sources name from where they lie: `../uploads`. */
export function foldersBeside(project: Project, folder: string, workdir: string): string[] {
  return [...allInSources(project, folder, besideSource)].flatMap(([words, { path }]) => {
    const named = posix.normalize(inOne(words));
    // What a compiler writes may lie deeper than its source.
    if (!dataBelow.test(named) || !/\.[cm]?js$/.test(path)) return [];
    const beside = posix.join(workdir, posix.relative(folder, posix.dirname(path)));
    return [folderIn(posix.resolve(beside, named), false)];
  });
}

/** The path of words between commas: `, '..', 'uploads'`. */
function inOne(words: string): string {
  return [...words.matchAll(/['"]([^'"]+)['"]/g)].map(([, part = '']) => part).join('/');
}

/** The folder of a path: the text before a variable, and a file, end in it. */
export function folderIn(path: string, isFile: boolean): string {
  const isFolder = path.endsWith('/') || (!isFile && posix.extname(path) === '');
  return withoutSlash(posix.normalize(isFolder ? path : posix.dirname(path)));
}
