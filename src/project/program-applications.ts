import { posix } from 'node:path';
import { chainOf, type Stage } from '../dockerfile/index.js';
import { rememberedFor, rememberedForGood } from '../memo.js';
import { foldersTo } from '../path-folders.js';
import { type Application, applicationIn, contextApplication } from './application.js';
import { type Copy, copiesOf } from './build-context/copies.js';
import { folderOf } from './files.js';
import type { Manifest } from './manifest.js';
import type { Project } from './project.js';
import { findInSources, type Place } from './sources/index.js';

/** An application whose package.json is known. */
export interface KnownApplication extends Application {
  readonly manifest: Manifest;
}

/**
 * The applications whose sources a container may run: the one in its working directory, or, where the
 * image has no package.json there, those that its files were made in. `COPY --from=build /app/dist`
 * leaves the package.json of /app behind, and the program is what its sources say all the same.
 */
export function programApplications(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
): readonly KnownApplication[] {
  return applicationsAmong(project)(stages)(stage);
}

/** Many questions are asked of the sources of a stage. */
const applicationsAmong = rememberedForGood((project: Project) =>
  rememberedFor((stages: readonly Stage[]) =>
    rememberedFor((stage: Stage): readonly KnownApplication[] => {
      if (project.context === undefined) return [];
      const own = applicationIn(project, stage, stages);
      if (isKnown(own)) return [own];
      const copies = chainOf(stage).flatMap((one) => copiesOf(one, stages));
      const found = copies.flatMap((copy) =>
        copy && !ofSystem.test(copy.destination) ? behind(project, stage, copy, stages) : [],
      );
      return [...new Map(found.map((one) => [one.manifest.path, one])).values()];
    }),
  ),
);

/** The first place that matches a pattern in the own sources of what a container of a stage starts. */
export function findInApplication(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  pattern: RegExp,
): Place | undefined {
  return firstOfApplications(project, stage, stages, (folder) =>
    findInSources(project, folder, pattern),
  );
}

/** The first answer to a question that is asked of each folder with own sources of what a container starts. */
export function firstOfApplications<Answer>(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  ask: (folder: string) => Answer | undefined,
): Answer | undefined {
  for (const { manifest } of programApplications(project, stage, stages)) {
    const answer = ask(folderOf(manifest.path));
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Where programs and settings of the system lie, and what servers like nginx hand out. */
const ofSystem = /^\/(?:bin|etc|lib|sbin|usr\/(?:bin|lib|local|sbin|share))(?:\/|$)/;

/** The application around each source of a copy: the nearest package.json above it. */
function behind(
  project: Project,
  stage: Stage,
  { stage: from, sources }: Copy,
  stages: readonly Stage[],
): KnownApplication[] {
  return sources.flatMap((source) => {
    for (const folder of foldersTo(posix.resolve('/', source))) {
      const found = from
        ? applicationIn(project, from, stages, folder)
        : contextApplication(project, stage, folder);
      if (isKnown(found)) return [found];
    }
    return [];
  });
}

function isKnown(one: Application | undefined): one is KnownApplication {
  return one?.manifest !== undefined;
}
