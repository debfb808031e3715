import type { Dockerfile } from '../dockerfile/index.js';
import { dependentOf, type Project } from '../project/index.js';
import { type Declined, decline } from '../transform.js';

/** Why a file is left alone on which another Dockerfile builds: its steps count on what is in this image. */
export function builtUpon({ stages }: Dockerfile, project: Project): Declined | undefined {
  const other = dependentOf(project);
  const final = stages.at(-1);
  if (!other || !final) return undefined;
  return decline(
    'file/built-upon',
    final.from,
    `${other.path}:${other.line} builds on this image ("${other.image}"), with what is in it now.`,
    'Rewrite both by hand, or let the other one begin with the same official image.',
  );
}
