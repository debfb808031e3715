import { rememberedForGood } from '../memo.js';
import { folderOf, joinPath } from './files.js';
import { lockfileNames, readLockfile } from './lockfiles/index.js';
import { parseObject } from './manifest.js';
import type { Project } from './project.js';

/** Why a file of the project could not be used. */
interface BrokenFile {
  readonly path: string;
  readonly message: string;
}

/**
 * The package.json and the lockfiles beside a Dockerfile or at the root of its build context that are
 * there but can't be read: broken, too large, no regular file, a link out of the repository.
 */
export const brokenFiles = rememberedForGood((project: Project): readonly BrokenFile[] => {
  const folders = [project.context, folderOf(project.dockerfile)].filter(
    (folder) => folder !== undefined,
  );
  const names = ['package.json', ...lockfileNames];
  const paths = new Set(
    folders.flatMap((folder) => names.map((name) => joinPath(folder, name) ?? '')),
  );
  return [...paths].flatMap((path) => {
    const problem = problemOf(project, path);
    return problem === undefined ? [] : [{ path, message: problem }];
  });
});

function problemOf(project: Project, path: string): string | undefined {
  const { files } = project;
  const text = files.read(path);
  if (text === undefined) {
    const problem = files.problem?.(path);
    return problem === undefined ? undefined : `was not read: ${problem}`;
  }
  if (path.endsWith('.json')) {
    const json = parseObject(text);
    return typeof json === 'string' ? json : undefined;
  }
  const isRead = readLockfile(files, path).packages !== undefined;
  return isRead ? undefined : 'is no lockfile that can be read';
}
