import { posix } from 'node:path';
import { servicesOf } from '../../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  finalEnvironment,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isStateVariable } from '../../../src/knowledge/npm/start-tools.js';
import { onDemand } from '../../../src/memo.js';
import { isWithin, withoutSlash } from '../../../src/path-folders.js';
import {
  allInSources,
  copiesOf,
  folderOf,
  folderOfCopy,
  type KnownApplication,
  programApplications,
  type Project,
} from '../../../src/project/index.js';
import { isOthers } from '../../../src/knowledge/system/folders.js';
import { appFolder } from '../folders.js';
import { dotenvSettings, fileSettings } from './settings-folders.js';
import { withParents } from '../run-commands.js';

const fileCalls = String.raw`\b(?:writeFile|appendFile|outputFile|createWriteStream|unlink|rename|Database|FileSync|FileAsync|JSONFile)\w*\s*\(\s*`;
const folderCalls = String.raw`\b(?:mkdir|ensureDir|dest)\w*\s*\(\s*`;
const quote = String.raw`['"${'`'}]`;
/** What a text is compared with, or routes lead to, is no file or folder that the program uses. */
export const uncompared: string = String.raw`(?<!\b(?:endsWith|startsWith|includes|indexOf|all|delete|get|patch|post|put|use)\(\s*)`;
/** Names of folders at the root that hold data by custom. */
const dataNames = 'var|data|db|storage|srv|mnt|logs?|uploads?|files|media';
/** Behind something else stands the rest of a path: `logs + '/error.log'`, `join(folder, '/data/a.json')`. */
const whole = String.raw`(?<!\+\s*|\bjoin\([^()\n]{0,100},\s*)`;
const dataFile = String.raw`${whole}${quote}(?=/(?:${dataNames})/[\w./-]*\.(?:db|sqlite3?|json|log|txt|csv)${quote})`;
/** A database or a log, wherever it lies but among what packages bring; a route may end like that, too. */
const databaseFile = String.raw`${uncompared}${whole}${quote}(?:(?:file|sqlite3?):(?://)?)?(?=/(?!(?:etc|lib|opt|usr)/)[\w./-]+\.(?:db3?|sqlite3?|log)${quote})`;
/** Options of multer, winston and the like; `destination: "/new"` alone is a redirect of Next.js. */
const dataOption = String.raw`\b(?:dest|destination|dirname|(?:upload|log|data|storage)(?:Dir|Path|Folder))\s*[:=]\s*${quote}(?=/(?:${dataNames})(?:/|${quote}))|\bmulter\s*\(\s*\{\s*dest\s*:\s*${quote}`;

/** What in a source writes to an absolute path; the path follows. */
export const writes: string = `(?:(?:${fileCalls}|${folderCalls})${quote}|${dataFile}|${databaseFile}|${dataOption})`;

const written = new RegExp(String.raw`(${writes}/[\w./-]*${quote}?)`, 'g');
const isFileCall = new RegExp(`^${fileCalls}`);
const atEnd = new RegExp(String.raw`(/[\w./-]*)(${quote})?$`);

/**
 * The folders outside the application's in which the program keeps files, by its sources and by
 * variables, and that nothing in the file makes: root made them at run time, or could (handbook D.3).
 */
export function dataFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const folder = appFolder(stage, file.stages);
  if (folder === '/') return [];
  const found = [
    ...sourceFolders(file, stage, project),
    ...upwardFolders(file, stage, project),
    ...variableFolders(file, stage, project),
    ...settingsFolders(programApplications(project, stage, file.stages), project),
  ]
    .filter((path) => !isWithin(path, folder) && canBeMade(path, stage))
    .flatMap(withParents);
  return [...new Set(found)];
}

function sourceFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const found = programApplications(project, stage, file.stages).flatMap(({ manifest }) => [
    ...allInSources(project, folderOf(manifest.path), written).keys(),
  ]);
  return found.map((all) => {
    const [, path = '', end] = atEnd.exec(all) ?? [];
    return folderIn(path, end === undefined || isFileCall.test(all));
  });
}

const upward = new RegExp(
  String.raw`((?:${fileCalls}|${folderCalls}|\b(?:dest|destination|dirname)\s?:\s?)${quote}\.\./[\w./-]*${quote}?)`,
  'g',
);
const besideSource = /\b(?:join|resolve)\(\s?__dirname((?:,\s?['"][\w./-]{1,60}['"]){1,6})/g;
const dataBelow = new RegExp(`^(?:\\.\\./)+(?:${dataNames}|backups?|cache|database|te?mp)(?:/|$)`);

/** Folders beside the application's that its sources name from where they lie: `../uploads`. */
function upwardFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const { workdir = '/' } = finalEnvironment(stage);
  return programApplications(project, stage, file.stages).flatMap(({ manifest }) => {
    const folder = folderOf(manifest.path);
    const fromWorkdir = [...allInSources(project, folder, upward).keys()].map((all) => {
      const [, path = '', end] = /['"`](\.\.\/[^'"`]*)(['"`])?$/.exec(all) ?? [];
      return folderIn(posix.resolve(workdir, path), end === undefined || isFileCall.test(all));
    });
    const fromSources = [...allInSources(project, folder, besideSource)].flatMap(
      ([words, { path }]) => {
        const named = posix.normalize(joined(words));
        // What a compiler writes may lie deeper than its source.
        if (!dataBelow.test(named) || !/\.[cm]?js$/.test(path)) return [];
        const beside = posix.join(workdir, posix.relative(folder, posix.dirname(path)));
        return [folderIn(posix.resolve(beside, named), false)];
      },
    );
    return [...fromWorkdir, ...fromSources];
  });
}

/** The path of words between commas: `, '..', 'uploads'`. */
function joined(words: string): string {
  return [...words.matchAll(/['"]([^'"]+)['"]/g)].map(([, part = '']) => part).join('/');
}

/** The folder of a path: the text before a variable, and a file, end in it. */
function folderIn(path: string, isFile: boolean): string {
  const isFolder = path.endsWith('/') || (!isFile && posix.extname(path) === '');
  return withoutSlash(posix.normalize(isFolder ? path : posix.dirname(path)));
}

const storage = /(?:^|_)(?:DATA|DB|DATABASE|SQLITE|STORAGE|STORE|UPLOADS?|LOGS?)(?:_|$)/;
/** What a program keeps as well, where the name says that it is a folder; a COPY brings settings that are only read. */
const keptFolder =
  /(?:^|_)(?:CONFIG|METADATA|MEDIA|BACKUPS?|DOWNLOADS?|OUTPUT|SESSIONS?)_(?:DIR|DIRECTORY|FOLDER|PATH|ROOT)$/;
const otherwise = /(?:^|_)(?:BASE|PUBLIC|ROUTES?|CONTEXT|PREFIX|CERTS?|SSL|CA)(?:_|$)/;
const address = /(?:^|_)(?:URL|URI|HOST|ENDPOINT|SOCKET|SOCK)(?:_|$)/;

/** Whether a variable names something else than a folder: a route, a certificate, a socket. */
export function isOtherwise(name: string, value: string): boolean {
  return otherwise.test(name) || (address.test(name) && value.startsWith('/'));
}

function variableFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const filled = onDemand(() =>
    chainOf(stage).flatMap((one) =>
      copiesOf(one, file.stages).map((copy) => (copy ? folderOfCopy(copy) : '/')),
    ),
  );
  const isKept = (name: string, path: string): boolean =>
    keptFolder.test(name) && !filled().some((one) => isWithin(path, one) || isWithin(one, path));
  const variables = [
    ...finalEnvironment(stage).scope.env(),
    ...servicesOf(project, file).flatMap(({ environment }) => [...environment]),
    ...dotenvSettings(project, programApplications(project, stage, file.stages)),
  ];
  return variables.flatMap(([name, value = '']) => {
    const path = dataPath(value);
    if (path === undefined || isOtherwise(name, value)) return [];
    return isStateVariable(name) || isStorage(name) || isKept(name, path)
      ? [folderIn(path, false)]
      : [];
  });
}

function isStorage(name: string): boolean {
  return storage.test(name) && !/(?:^|_)CACHE(?:_|$)/.test(name);
}

/** A path of one name in settings may be a route, but for one of which they say what it is. */
const saysFolder =
  /(?:^|_)(?:DIR|DIRECTORY|FOLDER|PATH|ROOT|FILE|FILENAME|DEST|DESTINATION|LOCATION|STORAGE)$/;
const belowData = new RegExp(String.raw`^/(?:${dataNames})/|\.(?:db3?|sqlite3?)$`);

/** The folders that settings of the program name for its data: `uploads: /data/uploads`. */
function settingsFolders(applications: readonly KnownApplication[], project: Project): string[] {
  return fileSettings(project, applications).flatMap(([name, value]) => {
    const path = dataPath(value);
    if (path === undefined || isOtherwise(name, value)) return [];
    const keeps = isStorage(name) || keptFolder.test(name);
    return (path.includes('/', 1) ? keeps || belowData.test(path) : keeps && saysFolder.test(name))
      ? [folderIn(path, false)]
      : [];
  });
}

/** The path that the value of a variable names: `/data`, `file:/data/app.db`. */
export function dataPath(value: string): string | undefined {
  return /^(?:(?:file|sqlite3?):(?:\/\/)?)?(\/[^/\s?][^\s?]*)/.exec(value)?.[1];
}

/** Whether nobody but the program knows a folder: a RUN that names it may have filled it. */
function canBeMade(path: string, stage: Stage): boolean {
  if (isOthers(path) || !/^\/[\w./-]+$/.test(path)) return false;
  if (/^\/(?:Users|home|root|run)(?:\/|$)/.test(path)) return false;
  return chainOf(stage).every(({ instructions }) =>
    instructions.every(({ keyword, argument }) => keyword !== 'RUN' || !argument.includes(path)),
  );
}
