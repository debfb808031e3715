import { posix } from 'node:path';
import { programDoes } from '../../src/knowledge/program-traits.js';
import { startedCommands, startTexts } from '../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import {
  findInSources,
  folderOf,
  hasSources,
  manifestIn,
  type Place,
  type Project,
} from '../../src/project/index.js';
import { type Command, parseScript } from '../../src/shell/index.js';
import { decline, type Declined } from '../../src/transform.js';
import { isForApplications, isOthers, isShared } from '../../src/knowledge/system/folders.js';
import { copiesIn } from './folders.js';

const writes =
  /\b(?:writeFile|appendFile|createWriteStream|mkdir|outputFile|outputJson|writeJson|ensureDir|diskStorage|multer|sqlite3?|better-sqlite3|lowdb|nedb|DailyRotateFile|transports\.File)\w*/;
/** What leaves files where it is started: programs that build, and those that move files about. */
const leaving = [
  'leavesFiles',
  'copies',
  'makesFiles',
  'makesFolders',
  'moves',
  'removes',
  'writesInput',
] as const;
const anyFolder = 'Give the application a folder of its own with WORKDIR, such as /app.';

/** Why the folder in which the program starts is one where node can't work, if it is. */
export function rootFolder(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const { workdir } = finalEnvironment(stage);
  const refuse = (because: string, advice = anyFolder): Declined =>
    decline('node-user/root-folder', stage.from, because, advice);
  if (workdir === undefined)
    return refuse(
      'The program starts in a folder that a variable names.',
      'Write the folder of WORKDIR out, or give the variable a value with ENV.',
    );
  if (/^\/root(?:\/|$)/.test(workdir))
    return refuse(`The program starts in ${workdir}, where node may not go.`);
  if (workdir !== '/' && isShared(workdir) && !isForApplications(workdir))
    return refuse(`The program starts in ${workdir}, among files that are not the application’s.`);
  if (workdir !== '/') return undefined;
  const own = ownFolder(file, stage);
  const folders = sourceFolders(file, stage, project, own);
  const refuseRoot = (more: string): Declined =>
    refuse(
      `The program starts in /, where node may not write, ${more}.`,
      own === undefined ? anyFolder : `Write WORKDIR ${own} above its start.`,
    );
  if (folders.length === 0 || !folders.every((folder) => hasSources(project, folder)))
    return refuseRoot('and its sources can’t be read');
  if (startedCommands(stage).some(leaves)) return refuseRoot('and its command does');
  const place =
    writingScript(file, stage, project) ??
    folders
      .map((folder) => findInSources(project, folder, writes))
      .find((one) => one !== undefined);
  if (place) return refuseRoot(`and ${place.path}:${place.line} seems to: "${place.text}"`);
  return own === undefined ? undefined : refuseRoot(`and its files lie in ${own}`);
}

/** The folder that a COPY fills with an application that starts elsewhere. */
function ownFolder({ stages }: Dockerfile, stage: Stage): string | undefined {
  const filled = copiesIn(stage, stages).map(({ destination }) => destination);
  if (filled.includes('/')) return undefined;
  const folders = new Set(filled.filter((path) => !isOthers(path) && posix.extname(path) === ''));
  // Where /node_modules and /dist lie side by side, the program is at home in / itself.
  return folders.has('/node_modules') ? undefined : [...folders][0];
}

/**
 * Where the sources of a container lie: beside its own package.json, or those of the stages that build
 * for it, each of which has one; else nobody knows which of them made the program.
 */
function sourceFolders(
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
  folder: string | undefined,
): readonly string[] {
  const own = manifestIn(project, stage, stages, folder);
  const builders = folder === undefined ? stage.sources : [];
  const found = own ? [own] : builders.map((one) => manifestIn(project, one, stages));
  const folders = found.map((one) => one && folderOf(one.path));
  return folders.includes(undefined)
    ? []
    : [...new Set(folders.filter((one) => one !== undefined))];
}

/** A script of package.json that builds when the container starts, or changes files: `tsc && node dist`. */
function writingScript({ stages }: Dockerfile, stage: Stage, project: Project): Place | undefined {
  return startTexts(project, stage, stages).find(({ text }) =>
    parseScript(text)?.commands.some(leaves),
  );
}

/** Whether a command leaves files behind, also below `npx`, `env` and the like. */
function leaves({ words, writes: files }: Command): boolean {
  return (
    files.some((path) => path === undefined || !path.startsWith('/dev/')) ||
    words.some(({ value = '' }) => programDoes(value.replace(/^(?:.*\/)?\.bin\//, ''), ...leaving))
  );
}
