import type { Dockerfile, Style } from '../dockerfile/index.js';
import { withHeredocs } from './build-context/heredoc-files.js';
import { contextOf } from './build-context/index.js';
import { type Files, noFiles } from './files.js';

/** What surrounds a Dockerfile: facts to read, nothing to change. */
export interface Project {
  readonly files: Files;
  /** Path of the Dockerfile from the repository's root. */
  readonly dockerfile: string;
  /** Folder of the build context from the repository's root; undefined when it can't be told. */
  readonly context: string | undefined;
  /** How the project's settings want new lines, where the Dockerfile's own lines don't show it. */
  readonly style?: Style;
}

/** The project of a Dockerfile of which nothing but its text is known. */
export const unknownProject: Project = {
  files: noFiles,
  dockerfile: 'Dockerfile',
  context: undefined,
};

/**
 * Finds the build context (architecture, decision 12): what the user or a compose file names, else
 * the nearest folder in which the sources of COPY and ADD exist.
 */
export function projectOf(files: Files, path: string, file: Dockerfile, context?: string): Project {
  const project = { files, dockerfile: path, context };
  const found = context ?? contextOf(project, file);
  return found === undefined
    ? project
    : { ...project, context: found, files: withHeredocs(files, file) };
}
