import { posix } from 'node:path';
import { globalPackages } from '../../../src/command/index.js';
import { type Dockerfile, instructionsOf, type Stage } from '../../../src/dockerfile/index.js';
import { type Manifest, manifestIn, type Project } from '../../../src/project/index.js';
import { manifestCaller } from '../../drop-npm/callers/manifests.js';
import { startedBy, type StartedCall } from '../started/index.js';
import { majorOfServer } from '../static/settings-of-server.js';
import { isStaticServer, staticServer } from '../static/servers.js';
import { isOfSystem } from './of-system.js';

/**
 * The folder that a container serves, absolute in the image, where a static server that is installed
 * globally is all that it starts: nothing reads the application's other files; undefined else.
 *
 * @param root the folder below which files are the application's
 */
export function servedFolder(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  root: string,
): string | undefined {
  if (!globalPackages(stage).some((name) => isStaticServer(name, []))) return undefined;
  // One of the application's own may come first.
  if (instructionsOf(stage, 'ENV').some(({ argument }) => argument.includes('node_modules')))
    return undefined;
  const { calls, unknown } = startedBy(file, stage, project);
  const servers = calls.filter((call) => servesFiles(call, stage));
  if (unknown !== undefined || manifestCaller(file, stage, project)) return undefined;
  if (calls.some((call) => !servers.includes(call) && !isOfSystem(call, root))) return undefined;
  const manifest = manifestIn(project, stage, file.stages, root);
  const [served, ...others] = new Set(servers.map((call) => folderOfSite(call, stage, manifest)));
  return others.length === 0 ? served : undefined;
}

/** A package manager would need package.json to find the script. */
function servesFiles({ words: [program = ''], by }: StartedCall, stage: Stage): boolean {
  return (
    !by.includes('package.json') &&
    isStaticServer(program, []) &&
    globalPackages(stage).includes(program)
  );
}

function folderOfSite(
  { words: [program = '', ...args], folder }: StartedCall,
  stage: Stage,
  manifest: Manifest | undefined,
): string | undefined {
  const server = staticServer(program, args, majorOfServer(program, stage, manifest));
  return server && posix.resolve(folder, server.folder);
}
