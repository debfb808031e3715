import { knownWords } from '../../../src/shell/index.js';
import { posix } from 'node:path';
import { folderOption, isInstall } from '../../../src/command/index.js';
import {
  type Application,
  applicationIn,
  folderOf,
  workspaceOf,
} from '../../../src/project/index.js';
import { stepsOf } from '../folders.js';
import type { Subject } from './index.js';
import { commandsIn } from '../run-commands.js';

/**
 * The applications whose packages are installed in a container: its own, those of other folders in which
 * a RUN installs (`cd server && npm install`), and the packages of their workspaces.
 */
export function installedApplications({ file, stage, project }: Subject): readonly Application[] {
  const at = (folder?: string) => applicationIn(project, stage, file.stages, folder);
  const roots = [at(), ...installFolders(stage).map(at)].filter((one) => one !== undefined);
  const members = roots.flatMap(({ folder, manifest }) => {
    const below = (manifest && workspaceOf(project, manifest)?.members) ?? [];
    return below.map(({ path }) =>
      at(posix.join(folder, posix.relative(folderOf(manifest?.path ?? ''), folderOf(path)))),
    );
  });
  const known = [...roots, ...members].filter((one) => one?.manifest !== undefined);
  return known.filter((one) => one !== undefined);
}

function installFolders(stage: Subject['stage']): readonly string[] {
  return commandsIn(stepsOf(stage)).flatMap(({ command, folder }) => {
    const words = knownWords(command);
    if (folder === undefined || !isInstall(words)) return [];
    return [posix.resolve(folder, folderOption(words) ?? '.')];
  });
}
