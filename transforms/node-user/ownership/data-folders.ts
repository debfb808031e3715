import { servicesOf } from '../../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  finalEnvironment,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isStateVariable } from '../../../src/knowledge/npm/start-tools.js';
import { onDemand } from '../../../src/memo.js';
import { isWithin } from '../../../src/path-folders.js';
import {
  copiesOf,
  folderOf,
  folderOfCopy,
  programApplications,
  type Project,
} from '../../../src/project/index.js';
import { isOthers } from '../../../src/knowledge/system/folders.js';
import { appFolder } from '../folders.js';
import { dotenvSettings, fileSettings } from './settings-folders.js';
import {
  dataNames,
  defaultSettings,
  folderIn,
  foldersBeside,
  namedPlaces,
  writtenFolders,
} from './source-writes.js';
import { withParents } from '../run-commands.js';

/**
 * The folders outside the application's in which the program keeps files, by its sources and by
 * variables, and that nothing in the file makes: root made them at run time, or could (handbook D.3).
 */
export function dataFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const folder = appFolder(stage, file.stages);
  if (folder === '/') return [];
  const found = [
    ...sourceFolders(file, stage, project),
    ...variableFolders(file, stage, project),
    ...settingsFolders(file, stage, project),
  ]
    .filter((path) => !isWithin(path, folder) && canBeMade(path, stage))
    .flatMap(withParents);
  return [...new Set(found)];
}

function sourceFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const { workdir = '/' } = finalEnvironment(stage);
  return programApplications(project, stage, file.stages).flatMap(({ manifest }) => {
    const folder = folderOf(manifest.path);
    return [
      ...writtenFolders(project, folder),
      ...namedPlaces(project, folder, workdir).map(({ path }) => path),
      ...foldersBeside(project, folder, workdir),
    ];
  });
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
  return foldersNamed(
    variables,
    (name, path) => isStateVariable(name) || isStorage(name) || isKept(name, path),
  );
}

/** The folders of those paths that settings name and that count. */
function foldersNamed(
  settings: readonly (readonly [name: string, value: string | undefined])[],
  counts: (name: string, path: string) => boolean,
): string[] {
  return settings.flatMap(([name, value = '']) => {
    const path = dataPath(value);
    return path === undefined || isOtherwise(name, value) || !counts(name, path)
      ? []
      : [folderIn(path, isFile.test(name))];
  });
}

function isStorage(name: string): boolean {
  return storage.test(name) && !/(?:^|_)CACHE(?:_|$)/.test(name);
}

const isFile = /(?:^|_)FILE(?:_?NAME)?$/;
/** A path of one name in settings may be a route, but for one of which they say what it is. */
const saysFolder =
  /(?:^|_)(?:DIR|DIRECTORY|FOLDER|PATH|ROOT|FILE|FILENAME|DEST|DESTINATION|LOCATION|STORAGE)$/;
const belowData = new RegExp(String.raw`^/(?:${dataNames})/|\.(?:db3?|sqlite3?)$`);

/**
 * The folders that settings of the program name for its data, and its sources where no variable says otherwise:
 * `uploads: /data/uploads`, `process.env.DATA_DIR || '/data'`.
 */
function settingsFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const applications = programApplications(project, stage, file.stages);
  const { scope } = finalEnvironment(stage);
  const defaults = applications
    .flatMap(({ manifest }) => defaultSettings(project, folderOf(manifest.path)))
    .filter(([name]) => !scope.declares(name));
  return foldersNamed([...fileSettings(project, applications), ...defaults], (name, path) => {
    const keeps = isStorage(name) || keptFolder.test(name);
    return path.includes('/', 1) ? keeps || belowData.test(path) : keeps && saysFolder.test(name);
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
