import { posix } from 'node:path';
import { servicesOf } from '../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  environmentAt,
  expand,
  type Instruction,
  instructionsOf,
  splitWords,
  type Stage,
} from '../../src/dockerfile/index.js';
import { isWithin, withoutSlash } from '../../src/path-folders.js';
import { documentedVolumes, type Project, volumeOf } from '../../src/project/index.js';
import { isOthers } from '../../src/knowledge/system/folders.js';
import { appFolder } from './folders.js';

/** A volume of the image and the VOLUME that declares it. */
interface Declared {
  readonly instruction: Instruction;
  readonly path: string;
}

/** The paths that VOLUME names, absolute; those with variables are left out. */
export function declaredVolumes(stage: Stage): Declared[] {
  if (instructionsOf(stage, 'VOLUME').length === 0) return [];
  return chainOf(stage).flatMap((one) =>
    one.instructions.flatMap((instruction, index) =>
      instruction.keyword === 'VOLUME'
        ? volumePaths(one, instruction, index).map((path) => ({ instruction, path }))
        : [],
    ),
  );
}

function volumePaths(stage: Stage, instruction: Instruction, index: number): string[] {
  const { scope } = environmentAt(stage, index);
  const words = instruction.json ?? splitWords(instruction.argument, instruction.escape);
  return words.flatMap((word) => {
    const path = expand(word, scope.variable, instruction.escape);
    return path?.startsWith('/') ? [withoutSlash(posix.normalize(path))] : [];
  });
}

/** Where compose mounts named or nameless volumes; folders of the host have owners of their own. */
function composeVolumes(file: Dockerfile, project: Project): string[] {
  return servicesOf(project, file).flatMap(({ volumes }) =>
    volumes.flatMap((volume) => {
      const { target, onHost } = volumeOf(volume);
      return onHost || !target.startsWith('/') ? [] : [withoutSlash(target)];
    }),
  );
}

/** Where documentation mounts volumes with a name. */
function documented(project: Project): string[] {
  return documentedVolumes(project).flatMap(({ onHost, target }) => (onHost ? [] : [target]));
}

const ofFile =
  /\.(?:cfg|conf|config|crt|css|csv|db|env|html?|ini|js|[cm]js|json[5c]?|key|log|md|pem|properties|sh|sock|sqlite3?|toml|ts|txt|xml|ya?ml)$/i;

/**
 * The folders of volumes that node has to own: a new volume takes over the owner (handbook D20). Where
 * a file is mounted, no folder may be: no engine mounts the one over the other.
 */
export function volumeFolders(file: Dockerfile, stage: Stage, project: Project): string[] {
  const declared = declaredVolumes(stage).map(({ path }) => path);
  const all = [...new Set([...declared, ...composeVolumes(file, project), ...documented(project)])];
  const folder = appFolder(stage, file.stages);
  const isOwn = (path: string): boolean => folder !== '/' && isWithin(path, folder);
  return all.filter(
    (path) =>
      (!isOthers(path) || isOwn(path)) &&
      !ofFile.test(path) &&
      !/(?:^|\/)node_modules(?:\/|$)/.test(path),
  );
}
