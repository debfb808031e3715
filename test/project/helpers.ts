import { type Dockerfile, parse } from '../../src/dockerfile/index.js';
import { memoryFiles, type Project, projectOf } from '../../src/project/index.js';

/** A project in memory with a Dockerfile at a path, and that Dockerfile parsed. */
export function projectWith(
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  path = 'Dockerfile',
): { project: Project; file: Dockerfile } {
  const file = parse(dockerfile);
  return { file, project: projectOf(memoryFiles({ ...files, [path]: dockerfile }), path, file) };
}
