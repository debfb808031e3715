import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { type SiteBuilder, siteBuilder } from '../../src/knowledge/npm/site-builders.js';
import type { Project } from '../../src/project/index.js';
import { type ProgramRun, programRuns } from './program-runs.js';

/** A site that a RUN builds: files that browsers fetch, with all that they need. */
export interface SiteBuild extends ProgramRun {
  readonly builder: SiteBuilder;
}

/** The sites that the RUNs of a stage build, as far as scripts of package.json tell. */
export function siteBuilds(file: Dockerfile, stage: Stage, project: Project): readonly SiteBuild[] {
  return programRuns(file, stage, project).flatMap((run) => {
    const builder = siteBuilder(run.program, run.args);
    return builder ? [{ ...run, builder }] : [];
  });
}
