import { posix } from 'node:path';
import { environmentAt, expand, type Stage } from '../../dockerfile/index.js';
import { joinPath } from '../files.js';
import type { Project } from '../project.js';

/**
 * The path in the build context that a RUN of a stage has at a path of the image for as long as it
 * lasts: `--mount=type=bind,source=package.json,target=package.json` (handbook A73). Undefined where
 * no RUN binds it, or not from the build context.
 *
 * @param path absolute, in the image of the stage
 */
export function boundPath(project: Project, stage: Stage, path: string): string | undefined {
  if (project.context === undefined) return undefined;
  for (const [index, { keyword, flags, escape }] of stage.instructions.entries()) {
    if (keyword !== 'RUN' || !flags.some(({ name }) => name === 'mount')) continue;
    const { workdir, scope } = environmentAt(stage, index);
    for (const { name, value = '' } of flags) {
      const mount = name === 'mount' ? expand(value, scope.variable, escape) : undefined;
      const bound = mount === undefined ? undefined : through(optionsOf(mount), workdir, path);
      const found = bound === undefined ? undefined : joinPath(project.context, bound);
      if (found !== undefined && project.files.has(found)) return found;
    }
  }
  return undefined;
}

type MountOptions = ReadonlyMap<string, string>;

function optionsOf(mount: string): MountOptions {
  const pairs = mount.split(',').map((one): [string, string] => {
    const [name = '', ...value] = one.split('=');
    return [name.toLowerCase(), value.join('=')];
  });
  return new Map(pairs);
}

/** Where in the build context a path lies that a mount may cover. */
function through(options: MountOptions, workdir: string | undefined, path: string) {
  const to = options.get('target') ?? options.get('dst') ?? options.get('destination');
  const isBound = (options.get('type') ?? 'bind') === 'bind' && !options.has('from');
  if (!isBound || to === undefined || workdir === undefined) return undefined;
  const target = posix.resolve(workdir, to);
  const below = posix.relative(target, path);
  if (below.startsWith('..')) return undefined;
  return posix.join(options.get('source') ?? options.get('src') ?? '.', below);
}
