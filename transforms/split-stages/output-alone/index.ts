import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import { nuxtOutput } from './nuxt.js';
import { servedSite } from './served-site.js';

/**
 * The one folder that a container needs of its application, where the build put everything into it;
 * undefined where it may need more.
 *
 * @param root the application's folder in the image
 */
export function outputAlone(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  root: string,
): string | undefined {
  return nuxtOutput(file, stage, project, root) ?? servedSite(file, stage, project, root);
}
