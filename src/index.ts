// Not through the doors of the folders: the package would carry the types of all that lies behind them.
import { type Project, unknownProject } from './project/project.js';
import { rulesOf } from './rewrite/rules.js';
import { rewrite as rewriteWith, type Rewrite } from './rewrite/index.js';
import type { Options, Transform } from './transform.js';
import { transforms as catalogue } from '../transforms/index.js';

export { transforms } from '../transforms/index.js';
export {
  type Dockerfile,
  DockerfileSyntaxError,
  type Environment,
  environmentAt,
  finalEnvironment,
  type Instruction,
  officialImage,
  parse,
  type Stage,
  type Style,
} from './dockerfile/index.js';
export { applyEdits, type Edit, type Span } from './edits.js';
export { finalImage, type ImageState } from './image-state.js';
export { fileRules } from './rewrite/file-rules.js';
export { openProject } from './project/disk-project.js';
export { type Files, memoryFiles } from './project/files.js';
export { type Project, projectOf, unknownProject } from './project/project.js';
export type { Rewrite, Told } from './rewrite/index.js';
export {
  caution,
  type Change,
  change,
  decline,
  type Declined,
  defaultOptions,
  defineTransform,
  type Effect,
  type Finding,
  insert,
  type Options,
  type Outcome,
  remove,
  replace,
  type Rule,
  type Runtime,
  type Transform,
} from './transform.js';

/**
 * Rewrites the text of a Dockerfile and reads nothing else.
 *
 * @param transforms which to run, in their order; all by default
 * @param project what surrounds the file: {@link openProject} reads it from disk, {@link projectOf}
 *   from {@link memoryFiles}; without it nothing is known but the text
 * @returns the new text, and what was changed, cautioned and declined
 * @throws DockerfileSyntaxError when the text is no Dockerfile
 */
export function rewrite(
  text: string,
  transforms: readonly Transform[] = catalogue,
  project: Project = unknownProject,
  options: Partial<Options> = {},
): Rewrite {
  return rewriteWith(text, transforms, project, { rules: slugsFor(transforms), ...options });
}

const slugs = [...rulesOf(catalogue).keys()];

/** Every rule that a comment may name. */
function slugsFor(transforms: readonly Transform[]): readonly string[] {
  const others = transforms.filter((one) => !catalogue.includes(one));
  return others.length === 0 ? slugs : [...rulesOf([...catalogue, ...others]).keys()];
}
