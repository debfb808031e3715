import type { Start } from '../../../src/command/index.js';
import { chainOf, type Dockerfile, type Stage } from '../../../src/dockerfile/index.js';
import {
  applicationIn,
  copiesOf,
  folderOfCopy,
  type KnownApplication,
  manifestIn,
  programApplications,
  type Project,
} from '../../../src/project/index.js';

/** The applications that a container runs; where the image has no package.json at all, those that its files were made in. */
export function applicationsOf(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): readonly KnownApplication[] {
  const there = foldersOf(file, stage, start, project).flatMap((folder) => {
    const application = applicationIn(project, stage, file.stages, folder);
    const manifest = application?.manifest;
    return manifest ? [{ ...application, manifest }] : [];
  });
  return there.length > 0 ? there : programApplications(project, stage, file.stages);
}

/**
 * Where the image starts, and where the script runs that it starts; where no package.json is known
 * there, every folder that the image gets with one.
 */
function foldersOf(
  { stages }: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): readonly (string | undefined)[] {
  if (start.kind === 'replaceable' && start.folder !== undefined) return [undefined, start.folder];
  if (manifestIn(project, stage, stages)) return [undefined];
  const copied = chainOf(stage).flatMap((one) => copiesOf(one, stages));
  return [...new Set(copied.flatMap((copy) => (copy ? [folderOfCopy(copy)] : [])))];
}
