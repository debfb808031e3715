import { posix } from 'node:path';
import { globalPackages } from '../../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import {
  baseName,
  folderOf,
  type Manifest,
  manifestIn,
  type Project,
} from '../../../src/project/index.js';
import { manifestCaller } from '../../drop-npm/callers/manifests.js';
import { type Started, startedBy, type StartedCall } from '../prune/started.js';
import { firstOf, type Reason } from '../reasons.js';
import { type SiteBuild, siteBuilds } from '../site-builds.js';
import { majorOfServer } from '../static/settings-of-server.js';
import { isStaticServer, staticServer } from '../static/servers.js';
import { isOfSystem } from './of-system.js';

/** A container that serves a folder, and what is known of its application. */
interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly root: string;
  readonly started: Started;
  /** The folder that is served, absolute in the image. */
  readonly served: string;
}

/** Why a container that serves a folder may need more than that, or may not have it from the build. */
export const moreThanSite: readonly Reason<Subject, true>[] = [
  {
    name: 'command of a cluster',
    find: ({ file, stage, project }) => manifestCaller(file, stage, project) && true,
  },
  {
    name: 'other program',
    find: ({ stage, started, root }) =>
      started.unknown !== undefined ||
      started.calls.some((call) => !servesFiles(call, stage) && !isOfSystem(call, root)) ||
      undefined,
  },
  {
    name: 'folder that no build is known to make',
    find: (subject) => !isBuilt(subject) || undefined,
  },
];

/**
 * The folder that a static server serves, where the server is installed globally and the build is known
 * to make that folder: of the application, the container reads nothing else.
 *
 * @param root the application's folder in the image
 */
export function servedSite(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  root: string,
): string | undefined {
  if (!globalPackages(stage).some((name) => isStaticServer(name, []))) return undefined;
  const started = startedBy(file, stage, project);
  const manifest = manifestIn(project, stage, file.stages, root);
  const [served, ...others] = new Set(
    started.calls
      .filter((call) => servesFiles(call, stage))
      .map((call) => folderServed(call, stage, manifest)),
  );
  if (served === undefined || others.length > 0) return undefined;
  if (served === root || !isWithin(served, root)) return undefined;
  const subject = { file, stage, project, root, started, served };
  return firstOf(moreThanSite, subject) ? undefined : served;
}

/** A package manager would need package.json to find the script. */
function servesFiles({ words: [program = ''], by }: StartedCall, stage: Stage): boolean {
  return (
    !by.includes('package.json') &&
    isStaticServer(program, []) &&
    globalPackages(stage).includes(program)
  );
}

function folderServed(
  { words: [program = '', ...args], folder }: StartedCall,
  stage: Stage,
  manifest: Manifest | undefined,
): string | undefined {
  const server = staticServer(program, args, majorOfServer(program, stage, manifest));
  return server && posix.resolve(folder, server.folder);
}

/** Whether a RUN calls a builder that puts the site into the folder, and nothing says otherwise. */
function isBuilt(subject: Subject): boolean {
  const { file, stage, project, served } = subject;
  return siteBuilds(file, stage, project).some(
    (build) =>
      posix.join(build.folder, build.builder.folder) === served && !isMoved(build, subject),
  );
}

/** Whether settings may send the site elsewhere: variables, files of settings, options. */
function isMoved(
  { builder: { settings, moved }, command, manifest }: SiteBuild,
  { stage, project }: Subject,
): boolean {
  if (!manifest) return true;
  const folder = folderOf(manifest.path);
  const said = [
    ...finalEnvironment(stage).scope.env().keys(),
    ...[...command.assignments, ...command.words].map(({ text }) => text),
    ...project.files
      .list()
      .filter((path) => folderOf(path) === folder && settings.test(baseName(path)))
      .map((path) => project.files.read(path) ?? ''),
  ];
  return said.some((text) => moved.test(text));
}
