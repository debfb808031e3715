import {
  type Dockerfile,
  type Environment,
  environmentAt,
  type Stage,
} from '../dockerfile/index.js';
import { type Manifest, manifestIn, originOf, type Project } from '../project/index.js';
import { valueWith, type Word } from '../shell/index.js';

/** Where a command of a RUN runs, and what is known there. */
export interface CommandSite {
  /** The folders in which the command may run; several where a `cd` may or may not count. */
  readonly folders: readonly string[];
  readonly environment: Environment;
  /** The shell script in which the command stands, absolute in the image. */
  readonly script?: string;
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
    folders: environment.workdir === undefined ? [] : [environment.workdir],
    environment,
    manifestIn: (folder) => manifestIn(project, stage, stages, folder),
    textOf: (path) => {
      const origin = originOf(project, stage, stages, path);
      return origin === undefined ? undefined : project.files.read(origin);
    },
  };
}

/** What a shell makes of a word by the values that ENV sets; undefined when that is not known. */
export function valueIn({ environment }: CommandSite, word: Word): string | undefined {
  return valueWith(word, environment);
}
