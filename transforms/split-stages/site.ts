import { posix } from 'node:path';
import { type Dockerfile, environmentAt, type Stage } from '../../src/dockerfile/index.js';
import { applicationIn, findInSources, originOf, type Project } from '../../src/project/index.js';
import type { Site } from './effects.js';
import type { Places } from './places.js';

/** Where the RUN at an index of a stage runs. */
export function siteOf(
  file: Dockerfile,
  stage: Stage,
  index: number,
  project: Project,
  { root, carried }: Pick<Places, 'root' | 'carried'>,
): Site {
  const environment = environmentAt(stage, index);
  const textOf = (path: string): string | undefined => {
    const origin = originOf(project, stage, file.stages, path);
    return origin === undefined ? undefined : project.files.read(origin);
  };
  const manifestIn = (folder: string) =>
    applicationIn(project, stage, file.stages, folder)?.manifest;
  return {
    root,
    kept: carried.map(({ path }) => path),
    folders: environment.workdir === undefined ? [] : [environment.workdir],
    environment,
    manifestIn,
    textOf,
    startsPython: startsPython(project),
  };
}

const pythonPackages =
  /^(?:python-shell|pythonia|youtube-dl-exec|yt-dlp-\w+|@distube\/yt-dlp|node-calls-python)$/;

/** Whether the sources or a dependency of the project start python while they run. */
function startsPython(project: Project): boolean {
  const { context } = project;
  if (context === undefined) return false;
  const manifest = project.files.read(posix.join(context, 'package.json')) ?? '';
  const named = [...manifest.matchAll(/"([^"\s]+)"\s*:/g)].some(([, name = '']) =>
    pythonPackages.test(name),
  );
  return (
    named ||
    findInSources(
      project,
      context,
      /\b(?:spawn|exec|execFile|fork|execa)(?:Sync)?\s*\(\s*['"`]python/,
    ) !== undefined
  );
}
