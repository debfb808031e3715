import { posix } from 'node:path';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { isDatabaseDriver, loadsDrivers } from '../../../src/knowledge/npm/loaded-by-name.js';
import { nativeModule } from '../../../src/knowledge/npm/native-modules.js';
import {
  findInSources,
  folderOf,
  joinPath,
  type Manifest,
  manifestIn,
  type Project,
} from '../../../src/project/index.js';
import { manifestCaller } from '../../drop-npm/callers/manifests.js';
import { type Started, startedBy, type StartedCall } from '../started/index.js';
import { firstOf, type Reason } from '../reasons.js';
import { isOfSystem } from './of-system.js';

/** Packages whose files Nuxt may not find when it puts a server together, or that write beside it. */
const unbundled =
  /^(?:@nuxt\/(?:content|image)|@prisma\/client|prisma|ipx|pino|puppeteer|playwright|winston)$/;
/** Settings that say where the server goes, what it takes along, and for whom it is made. */
const settings =
  /\b(?:externals|noExternals|traceInclude|trace|output|publicDir|serveStatic|storage|rootDir|workspaceDir|serverDir)\b|\bpreset\b(?!['"]?\s*:\s*['"]node[-_]server['"])/;
/** Sources that look for files or programs while they run. */
const reaching =
  /['"](?:node:)?(?:fs|fs\/promises|child_process|worker_threads|module)['"]|['"]fs-extra['"]|process\.cwd\(|__dirname|import\.meta\.(?:dirname|filename|url)|\brequire\(|createRequire/;

/** A container that starts Nuxt's server, and what is known of its application. */
interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly root: string;
  readonly started: Started;
  readonly manifest: Manifest;
}

/** Why a server of Nuxt may need more than what Nitro put together for it. */
export const moreThanOutput: readonly Reason<Subject, true>[] = [
  {
    name: 'command of a cluster',
    find: ({ file, stage, project }) => manifestCaller(file, stage, project) && true,
  },
  {
    name: 'other program',
    find: ({ started, root }) =>
      started.unknown !== undefined ||
      started.calls.some((call) => !startsServer(call, root) && !isOfSystem(call, root)) ||
      undefined,
  },
  { name: 'variable', find: ({ stage }) => isSet(stage) || undefined },
  { name: 'package', find: ({ manifest }) => hasFarPackage(manifest) || undefined },
  {
    name: 'settings',
    find: ({ project, manifest }) => hasSettings(project, manifest) || undefined,
  },
  {
    name: 'sources',
    find: ({ project, manifest }) =>
      findInSources(project, folderOf(manifest.path), reaching) && true,
  },
];

/**
 * The folder that a server of Nuxt needs alone: `.output` holds the program, its packages and its
 * public files (handbook B63; nuxt.com/docs/getting-started/deployment). Undefined where anything
 * in the container starts, sets or reads more than that.
 *
 * @param root the application's folder in the image
 */
export function nuxtOutput(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  root: string,
): string | undefined {
  const manifest = manifestIn(project, stage, file.stages, root);
  if (!manifest?.dependencies.has('nuxt') && !manifest?.devDependencies.has('nuxt'))
    return undefined;
  const started = startedBy(file, stage, project);
  if (!started.calls.some((call) => startsServer(call, root))) return undefined;
  const subject = { file, stage, project, root, started, manifest };
  return firstOf(moreThanOutput, subject) ? undefined : posix.join(root, '.output');
}

/** A package manager would need package.json to find the script. */
function startsServer({ words, folder, by }: StartedCall, root: string): boolean {
  const [program, path = '', ...more] = words;
  return (
    program === 'node' &&
    more.length === 0 &&
    !by.includes('package.json') &&
    posix.resolve(folder, path) === posix.join(root, '.output/server/index.mjs')
  );
}

/** Whether a variable tells Nuxt or node something that is not in the sources. */
function isSet(stage: Stage): boolean {
  return [...finalEnvironment(stage).scope.env().keys()].some((name) =>
    /^(?:NITRO_(?!PORT|HOST)\w+|NODE_OPTIONS|NODE_PATH|SERVER_PRESET)$/.test(name),
  );
}

function hasFarPackage({ dependencies, devDependencies }: Manifest): boolean {
  return (
    [...dependencies.keys(), ...devDependencies.keys()].some((name) => unbundled.test(name)) ||
    [...dependencies.keys()].some(
      (name) => isNative(name) || isDatabaseDriver(name) || loadsDrivers(name),
    )
  );
}

/** What Nuxt and its modules bring that is native builds; it is not for the server. */
function isNative(name: string): boolean {
  return !/^@?nuxt/.test(name) && (nativeModule(name)?.musl ?? 'pure') !== 'pure';
}

/** Settings that can't be read may say anything. */
function hasSettings(project: Project, { path }: Manifest): boolean {
  const config = ['ts', 'js', 'mjs']
    .map((ending) => project.files.read(joinPath(folderOf(path), `nuxt.config.${ending}`) ?? ''))
    .find((text) => text !== undefined);
  return config === undefined || settings.test(config);
}
