import { posix } from 'node:path';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { filesNamed, folderOf, type Project } from '../../../src/project/index.js';
import { type SiteBuild, siteBuilds } from '../site-builds.js';
import { servedFolder } from './served-folder.js';

/**
 * The folder that a static server serves, where the build is known to make it: of the application, the
 * container reads nothing else, and a COPY finds it.
 *
 * @param root the application's folder in the image
 */
export function servedSite(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  root: string,
): string | undefined {
  const served = servedFolder(file, stage, project, root);
  if (served === undefined || served === root || !isWithin(served, root)) return undefined;
  const isBuilt = siteBuilds(file, stage, project).some(
    (build) =>
      posix.join(build.folder, build.builder.folder) === served && !isMoved(build, stage, project),
  );
  return isBuilt ? served : undefined;
}

/** Whether settings may send the site elsewhere: variables, files of settings, options. */
function isMoved(
  { builder: { settings, moved }, command, manifest }: SiteBuild,
  stage: Stage,
  project: Project,
): boolean {
  if (!manifest) return true;
  const said = [
    ...finalEnvironment(stage).scope.env().keys(),
    ...[...command.assignments, ...command.words].map(({ text }) => text),
    ...filesNamed(project.files, folderOf(manifest.path), settings).map(
      (path) => project.files.read(path) ?? '',
    ),
  ];
  return said.some((text) => moved.test(text));
}
