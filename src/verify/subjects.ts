import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from '../dockerfile/index.js';
import { contextFolder } from '../project/disk-project.js';
import { gitRootOf } from '../project/git-root.js';
import { type FileResult, run, type Request, statusOf } from '../run/index.js';
import { folderAt } from '../run/context.js';
import { UserError } from '../user-error.js';

/** A Dockerfile in two versions that are to be compared. */
export interface Subject {
  /** As the user would name it. */
  readonly path: string;
  readonly textBefore: string;
  readonly textAfter: string;
  /** Absolute. */
  readonly context: string;
  /** `<Dockerfile>.dockerignore`, where there is one. */
  readonly ignoreFile?: string;
  /** Where the user's registry serves official images. */
  readonly imageMirrors?: readonly string[];
  /** What the rewrite said of itself; absent with --against. */
  readonly result?: FileResult;
}

/** Which files, rewritten how. */
interface SubjectRequest extends Request {
  /** A git revision that holds the originals; the files are the rewrites. */
  readonly against?: string;
}

/**
 * The Dockerfiles that would change, or that changed since a revision.
 *
 * @throws UserError for files that can't be read, revisions that do not exist, unknown contexts
 */
export async function* subjects(request: SubjectRequest): AsyncGenerator<Subject> {
  const { against, cwd } = request;
  for await (const result of run({ ...request, write: false })) {
    if (statusOf(result) === 'failed') throw new UserError(result.error ?? '');
    if (result.path === '-')
      throw new UserError('Standard input has no build context.', 'Name a file.');
    const location = resolve(cwd, result.path);
    const texts =
      against === undefined
        ? [result.before, result.text]
        : [await textAt(location, against), result.before];
    const [textBefore = '', textAfter = ''] = texts;
    if (textBefore === textAfter) continue;
    const ignoreFile = `${location}.dockerignore`;
    yield {
      path: result.path,
      textBefore,
      textAfter,
      context: await contextOf(location, result, textBefore, request),
      ...(result.imageMirrors && { imageMirrors: result.imageMirrors }),
      ...(existsSync(ignoreFile) && { ignoreFile }),
      ...(against === undefined && { result }),
    };
  }
}

async function contextOf(
  location: string,
  { imageMirrors }: FileResult,
  text: string,
  { context, cwd, paths, settingsOf }: Request,
): Promise<string> {
  const configured = (await settingsOf?.(location))?.context;
  const named = context === undefined ? configured : folderAt(context, cwd);
  const found = contextFolder(location, parse(text, imageMirrors), named);
  if (found !== undefined) return found;
  throw new UserError(
    `The build context of ${paths.length > 1 ? location : relative(cwd, location)} can't be told.`,
    'Name the folder that docker build gets with --context.',
  );
}

/** The text of a file as a revision has it. */
async function textAt(location: string, revision: string): Promise<string> {
  const root = gitRootOf(dirname(location));
  if (root === undefined)
    throw new UserError(`${location} is in no git repository.`, 'Leave out --against.');
  const path = relative(root, location).replaceAll('\\', '/');
  try {
    const words = ['-C', root, 'show', '--end-of-options', `${revision}:${path}`];
    return (await promisify(execFile)('git', words, { maxBuffer: 1e8 })).stdout;
  } catch {
    throw new UserError(
      `The revision ${revision} has no ${path}.`,
      'Name a commit, branch or tag with the original Dockerfile.',
    );
  }
}
