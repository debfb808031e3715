import type { Dockerfile, Stage } from '../dockerfile/index.js';
import { type ComposeService, composeServices, type Project } from '../project/index.js';

/** The compose services that run the image of the last stage: one with another target does not. */
export function servicesOf(project: Project, { stages }: Dockerfile): readonly ComposeService[] {
  const last = stages.at(-1) as Stage;
  return composeServices(project).filter(
    ({ target }) =>
      target === undefined ||
      target === String(last.index) ||
      target.toLowerCase() === last.name?.toLowerCase(),
  );
}

/** Whether compose says for every service of the image what it runs: then CMD need not. */
export function composeCommands(file: Dockerfile, project: Project): boolean {
  const all = servicesOf(project, file);
  return all.length > 0 && all.every((one) => (one.command ?? one.entrypoint) !== undefined);
}
