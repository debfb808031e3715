import type { Stage } from '../../src/dockerfile/index.js';
import {
  applicationIn,
  findInSources,
  folderOf,
  hasSources,
  type Project,
} from '../../src/project/index.js';

const handlesSigterm =
  /SIGTERM|enableShutdownHooks|terminus|close-with-grace|stoppable|http-graceful-shutdown|lightship/;

/** Whether the program's sources are there and none of them handles SIGTERM (handbook E40). */
export function ignoresSigterm(project: Project, stage: Stage, stages: readonly Stage[]): boolean {
  const manifest = applicationIn(project, stage, stages)?.manifest;
  if (!manifest) return false;
  const folder = folderOf(manifest.path);
  if (!hasSources(project, folder)) return false;
  const dependencies = [...manifest.dependencies.keys()];
  const handled = dependencies.some((name) => handlesSigterm.test(name) || name === 'next');
  return !handled && !findInSources(project, folder, handlesSigterm);
}
