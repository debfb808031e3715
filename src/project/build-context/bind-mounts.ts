import { posix } from 'node:path';
import { environmentAt, expand, type Mount, mountOf, type Stage } from '../../dockerfile/index.js';
import { rememberedFor } from '../../memo.js';
import { joinPath } from '../files.js';
import type { Project } from '../project.js';

/** A path of the build context that a RUN has at a path of the image for as long as it lasts. */
interface BindMount {
  /** Absolute, in the image. */
  readonly target: string;
  /** From the root of the build context. */
  readonly source: string;
}

/**
 * The path in the build context that RUNs of a stage have at a path of the image while they last:
 * `--mount=type=bind,source=package.json,target=package.json` (handbook A73). Undefined where no RUN
 * binds it, or not from the build context.
 *
 * @param path absolute, in the image of the stage
 */
export function boundPath(project: Project, stage: Stage, path: string): string | undefined {
  if (project.context === undefined) return undefined;
  for (const { target, source } of mountsIn(stage)) {
    const below = posix.relative(target, path);
    if (below.startsWith('..')) continue;
    const found = joinPath(project.context, posix.join(source, below));
    if (found !== undefined && project.files.has(found)) return found;
  }
  return undefined;
}

/** The bind mounts of a stage from the build context; a file may have thousands of other lines. */
const mountsIn = rememberedFor((stage: Stage): readonly BindMount[] =>
  stage.instructions.flatMap(({ keyword, flags, escape }, index) => {
    const written = keyword === 'RUN' ? flags.filter(({ name }) => name === 'mount') : [];
    if (written.length === 0) return [];
    const { workdir, scope } = environmentAt(stage, index);
    return written.flatMap((flag) => {
      const mount = expand(flag.value ?? '', scope.variable, escape);
      return mount === undefined ? [] : bindMount(mountOf(flag, mount), workdir);
    });
  }),
);

function bindMount({ type, target, options }: Mount, workdir: string | undefined): BindMount[] {
  const isBound = type === 'bind' && !options.has('from');
  if (!isBound || target === undefined || workdir === undefined) return [];
  const source = options.get('source') ?? options.get('src') ?? '.';
  return [{ target: posix.resolve(workdir, target), source }];
}
