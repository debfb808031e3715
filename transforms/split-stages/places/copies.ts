import { withoutSlash } from '../../../src/path-folders.js';
import { posix } from 'node:path';
import {
  type Dockerfile,
  environmentAt,
  expand,
  type Instruction,
  splitWords,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { copyAt, isUnpacked, joinPath, type Project } from '../../../src/project/index.js';
import { isShared, isSystem } from '../../../src/knowledge/system/folders.js';

/** What a COPY or ADD puts into the image. */
interface Filled {
  /** The folder that it fills. */
  readonly folder: string;
  /** The very files and folders that it makes; undefined where that can't be told. */
  readonly paths: readonly string[] | undefined;
}

/** What the COPY or ADD at an index of a stage fills; undefined where a variable decides. */
export function filledBy(
  { stages }: Dockerfile,
  stage: Stage,
  index: number,
  project: Project,
): Filled | undefined {
  const copy = copyAt(stage, index, stages);
  if (!copy) return undefined;
  const { workdir } = environmentAt(stage, index);
  const path = withoutSlash(copy.destination);
  const into =
    copy.destination.endsWith('/') || copy.sources.length > 1 || path === workdir || isShared(path);
  const inside = copy.sources.map((source) => entryOf(source, copy.instruction, project));
  const own = isShared(path) ? undefined : [path];
  const paths = !into
    ? [path]
    : inside.includes(undefined)
      ? undefined
      : inside.map((name) => posix.join(path, name as string));
  return {
    folder: isNamedFile(copy.sources, path, copy.destination, workdir) ? posix.dirname(path) : path,
    // A folder that only this file knows goes along whole.
    paths: isShared(path) || isSystem(path) ? (paths ?? own) : [path],
  };
}

/** The destination of a COPY out of another image; undefined where a variable decides, or WORKDIR. */
export function destinationOf(stage: Stage, at: Instruction): string | undefined {
  const { scope } = environmentAt(stage, stage.instructions.indexOf(at));
  const words = at.json ?? splitWords(at.argument, at.escape);
  const path = expand(words.at(-1) ?? '', scope.variable, at.escape);
  return path?.startsWith('/') ? withoutSlash(posix.normalize(path)) : undefined;
}

/** The name that a source gets in a folder: '' for a folder, whose content is copied (handbook A66). */
function entryOf(source: string, at: Instruction, project: Project): string | undefined {
  if (/[*?[]/.test(source)) return undefined;
  if (/(?:^|\/)\.{0,2}\/?$/.test(source) || isUnpacked(at, source)) return '';
  const inContext = joinPath(project.context ?? '', source);
  if (project.context !== undefined && inContext !== undefined && project.files.has(inContext))
    return project.files.isFolder(inContext) ? '' : posix.basename(source);
  return posix.extname(source) === '' ? undefined : posix.basename(source);
}

/** A single file copied to a name of its own fills the folder above it. */
function isNamedFile(
  sources: readonly string[],
  path: string,
  destination: string,
  workdir: string | undefined,
): boolean {
  const [only = ''] = sources;
  return (
    sources.length === 1 &&
    !/[*?]|(^|\/)\.?\/?$/.test(only) &&
    posix.basename(only) === posix.basename(path) &&
    posix.extname(path) !== '' &&
    path !== workdir &&
    !destination.endsWith('/')
  );
}
