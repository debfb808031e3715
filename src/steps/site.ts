import { type Dockerfile, environmentAt, type Stage } from '../dockerfile/index.js';
import { type Manifest, manifestIn, originOf, type Project } from '../project/index.js';
import { type Place, placeIn } from './walk.js';

/** Where a command of a RUN runs, and what is known there. */
export interface CommandSite extends Place {
  /** The package.json of a folder of the image. */
  readonly manifestIn: (folder: string) => Manifest | undefined;
  /** The text of a file of the image that comes from the build context. */
  readonly textOf: (path: string) => string | undefined;
}

/** Where the first command of the RUN at an index of a stage runs. */
export function commandSite(
  { stages }: Dockerfile,
  stage: Stage,
  index: number,
  project: Project,
): CommandSite {
  const environment = environmentAt(stage, index);
  return {
    ...placeIn(environment.workdir, environment),
    manifestIn: (folder) => manifestIn(project, stage, stages, folder),
    textOf: (path) => {
      const origin = originOf(project, stage, stages, path);
      return origin === undefined ? undefined : project.files.read(origin);
    },
  };
}
