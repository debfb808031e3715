import { literally } from '../../../src/literally.js';
import { loadedByProgram, type StartedScript, startedScripts } from '../../../src/command/index.js';
import { finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { packageDoes } from '../../../src/knowledge/npm/package-traits.js';
import { isWithin } from '../../../src/path-folders.js';
import {
  findInSources,
  firstOfApplications,
  firstMatch,
  lockedPackages,
  type Place,
  programApplications,
} from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { dataPath, isOtherwise } from '../ownership/data-folders.js';
import { namedPlaces, uncompared, writes } from '../ownership/source-writes.js';
import { isForData, isOthers, scratchFolders } from '../../../src/knowledge/system/folders.js';
import type { Ownership } from '../ownership/index.js';
import type { Subject } from './index.js';

/** A dependency that only works for root, or one that a dependency brings (zigbee2mqtt, zwave-js-ui). */
export function packageNeed({ file, stage, project }: Subject): Declined | undefined {
  const [found] = programApplications(project, stage, file.stages).flatMap(
    ({ manifest, lockfile }) => {
      const brought = lockfile ? lockedPackages(lockfile, [manifest]) : [];
      return (
        [...manifest.dependencies.keys()].find((name) => packageDoes(name, 'ofRoot')) ??
        brought.find(
          ({ name, dev, optional }) => !dev && !optional && packageDoes(name, 'opensDevice'),
        )?.name ??
        []
      );
    },
  );
  return found === undefined
    ? undefined
    : decline(
        'node-user/root-required',
        stage.from,
        `${found} uses devices or sockets that belong to root.`,
      );
}

const quote = String.raw`['"${'`'}]`;
/** Straight in /run: who makes it has to be root, and what others make there is mostly root's. */
const socketInRun = String.raw`${quote}(?:/var)?/run/[\w.-]+\.(?:pid|sock|socket)${quote}`;
/** A source that writes where only root may, by a path that it names itself. */
export function sourceNeed(subject: Subject): Declined | undefined {
  const { file, stage, project, own } = subject;
  const applications = programApplications(project, stage, file.stages);
  if (applications.length === 0) return undefined;
  const { workdir = '/' } = finalEnvironment(stage);
  const allowed = [
    ...scratchFolders,
    '/dev',
    '/proc',
    own.account.home,
    workdir,
    own.folder,
    ...own.outside,
  ].filter((path) => path !== '/');
  const foreign = String.raw`(?!(?:${allowed.map(literally).join('|')})(?:/|${quote}))(/[\w.-]+)`;
  const find = (pattern: RegExp) =>
    firstOfApplications(project, stage, file.stages, (folder) =>
      findInSources(project, folder, pattern, loadedByProgram(file, stage, project, folder)),
    );
  const place =
    find(new RegExp(`${writes}${foreign}`)) ??
    find(new RegExp(`${uncompared}${quote}/root(?:/|${quote})`)) ??
    find(/docker\.sock\b|\/etc\/letsencrypt\/(?:live|archive)\b/) ??
    find(new RegExp(`${uncompared}${socketInRun}`)) ??
    supervisorLog(startedScripts(project, stage, file.stages), foreign) ??
    namedNeed(subject, workdir, allowed);
  return place && writesThere(stage, place);
}

/** A source that writes above the folder in which the program starts, or to a folder that has a name: `../state.json`. */
function namedNeed(
  { file, stage, project }: Subject,
  workdir: string,
  allowed: readonly string[],
): Place | undefined {
  return firstOfApplications(project, stage, file.stages, (folder) => {
    const isLoaded = loadedByProgram(file, stage, project, folder);
    const isFar = (path: string): boolean => !allowed.some((one) => isWithin(path, one));
    return namedPlaces(project, folder, workdir).find(
      ({ path, place }) => isFar(path) && isLoaded(place.path),
    )?.place;
  });
}

/** Where pm2 and forever keep logs and numbers of processes (pm2 6 lib/API/schema.json, forever 4 README, 2026-11). */
const logSetting = String.raw`${quote}?\b(?:out(?:_file|File|put)|err(?:or|or_file|File)|log(?:_file|File)|pid(?:_file|File))${quote}?\s*:\s*${quote}?`;

/** A file of pm2 or forever, in JSON or YAML, that names a place for logs. */
function supervisorLog(scripts: readonly StartedScript[], foreign: string): Place | undefined {
  return scripts
    .filter(
      ({ name, supervisor = '' }) => /^(?:pm2|forever)/.test(supervisor) && !name.endsWith('js'),
    )
    .map(({ path = '', text = '' }) =>
      firstMatch(path, text, new RegExp(`${logSetting}${foreign}`)),
    )
    .find((place) => place !== undefined);
}

/** As `find-cache-dir` names it, in one text or in words of a path; settings of builds are not the program's. */
const cacheInModules = /\bnode_modules(?:\/|['"`],\s?['"`])\.cache\b/;

/** A source that keeps a cache in node_modules, which belong to root where an install of root's made them. */
export function moduleCacheNeed({
  file,
  stage,
  project,
  hasModules,
}: Subject): Declined | undefined {
  const place = firstOfApplications(project, stage, file.stages, (folder) => {
    const isLoaded = loadedByProgram(file, stage, project, folder);
    const counts = (path: string) => !/\.config\.[cm]?[jt]s$/.test(path) && isLoaded(path);
    return findInSources(project, folder, cacheInModules, counts);
  });
  if (!place || hasModules()) return undefined;
  const because = `${place.path}:${place.line} keeps a cache in node_modules, which belong to root: "${place.text.slice(0, 80)}".`;
  const advice = 'Let it write to a folder of its own, and run again.';
  return decline('node-user/writes-modules', stage.from, because, advice);
}

function writesThere(stage: Stage, { path, line, text }: Place): Declined {
  const because = `${path}:${line} uses a place that only root may: "${text.slice(0, 80)}".`;
  const advice =
    'Create the folder in the Dockerfile and give it to node, then add USER node yourself.';
  return decline('node-user/writes-outside', stage.from, because, advice);
}

const storage =
  /(?:^|_)(?:DIR|FOLDER|FILE|DB|DATABASE|DATA|STORAGE|STORE|UPLOADS?|LOGS?|CACHE)(?:_|$)/;

/** A variable that names a folder for data, which nobody gave to node. */
export function variableNeed({ stage, own }: Subject): Declined | undefined {
  const { scope, workdir = '/' } = finalEnvironment(stage);
  for (const [name, value = ''] of scope.env()) {
    if (!storage.test(name) || isOtherwise(name, value)) continue;
    const path = dataPath(value);
    if (path === undefined || isTheirs(path, workdir, own)) continue;
    if (isOthers(path) && !isForData(path)) continue;
    const because = `ENV ${name} names ${path}, where only root may write.`;
    const advice = 'Create its folder in the Dockerfile with mkdir or VOLUME, and run again.';
    return decline('node-user/writes-outside', stage.from, because, advice);
  }
  return undefined;
}

function isTheirs(path: string, workdir: string, { account, folder, outside }: Ownership): boolean {
  return [folder, workdir, account.home, ...outside].some(
    (one) => one !== '/' && isWithin(path, one),
  );
}
