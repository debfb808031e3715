import { baseName, folderOf } from '../files.js';
import { sourcesBelow } from './index.js';
import type { Project } from '../project.js';

/** Files that tell a tool of development what to do; nothing loads them at run time of its own accord. */
const tooling =
  /(?:^|\/)(?:\.storybook|\.husky|storybook|cypress|e2e|fixtures)\/|(?:^|\/)(?:\.[\w-]+rc|[\w.-]+\.(?:config|conf|setup|stories|story|bench|workspace)|[gG](?:ulp|runt)file|webpack[\w.-]*|jest[\w.-]*|karma[\w.-]*|vitest[\w.-]*|setupTests|react-app-env\.d)\.[cm]?[jt]sx?$/;

/** The sources below a folder that a program may load: without tests, tools and packages of their own. */
export function programSources(project: Project, folder: string): readonly string[] {
  const own = project.files
    .list()
    .filter((path) => baseName(path) === 'package.json' && folderOf(path) !== folder)
    .map((path) => `${folderOf(path)}/`)
    .filter((path) => path.startsWith(folder === '' ? '' : `${folder}/`));
  const start = folder === '' ? 0 : folder.length + 1;
  return sourcesBelow(project, folder).filter(
    (path) => !tooling.test(path.slice(start)) && !own.some((other) => path.startsWith(other)),
  );
}
