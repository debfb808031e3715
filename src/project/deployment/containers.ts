import { literally } from '../../literally.js';
import type { Project } from '../project.js';
import { allServices } from './compose.js';

/**
 * Whether a container is by its name that of a service which builds another Dockerfile: one that compose is
 * told, or its own, as `shop-api-1`.
 */
export function isContainerOfAnother(project: Project, container: string): boolean {
  const named = allServices(project).filter(({ name, containerName }) =>
    containerName === undefined
      ? new RegExp(String.raw`[-_]${literally(name)}[-_]\d+$`).test(container)
      : containerName === container,
  );
  return named.length > 0 && named.every(({ dockerfile }) => dockerfile !== project.dockerfile);
}
