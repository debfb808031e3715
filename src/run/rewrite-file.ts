import { type Dockerfile, DockerfileSyntaxError, parse } from '../dockerfile/index.js';
import { lineAt } from '../edits.js';
import type { Project } from '../project/index.js';
import { redacted } from '../rewrite/redact.js';
import { rewrite, type Rewrite } from '../rewrite/index.js';
import type { Images, Options, Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { patchPath } from './paths.js';
import { type FileResult, shownName } from './result.js';
import type { Place, Review } from './review.js';
import { styleFor } from './style.js';

/** A text to rewrite and where it comes from. */
export interface Input {
  readonly path: string;
  /** Absolute; absent for standard input. */
  readonly location?: string;
  /** The user named the file, so that it has to be a Dockerfile. */
  readonly named: boolean;
  readonly text: string;
}

/** How to rewrite it. */
interface Request {
  readonly cwd: string;
  readonly transforms: readonly Transform[];
  readonly options: Partial<Options>;
  readonly write: boolean;
  /** Ask the registries for what is not known. */
  readonly online?: boolean;
  /** Asks what of it is wanted; everything where it is not given. */
  readonly review?: Review;
}

/** Rewrites one text, and its file where that is asked for. */
export async function rewriteInput(
  input: Input,
  request: Request,
  projectFor: (file: Dockerfile) => Project,
): Promise<FileResult> {
  const images = request.online === true ? await asked(input, request.options) : {};
  if (images instanceof UserError) return failed(input.path, told(images));
  const options = { ...request.options, ...(request.online === true && { images }) };
  const { location, path, text: before } = input;
  const repositoryPath = location === undefined ? 'Dockerfile' : patchPath(location, request.cwd);
  const mirrors = options.imageMirrors ?? [];
  const place = { path, repositoryPath, ...(mirrors.length > 0 && { imageMirrors: mirrors }) };
  const outcome = await rewritten(place, input, { ...request, options }, projectFor);
  if (outcome instanceof DockerfileSyntaxError) return unparsed(input, outcome);
  const result = { ...outcome, ...place, before, written: false };
  if (!request.write || location === undefined || outcome.text === before) return result;
  return written(result, location);
}

/** What registries say of the images of a text, or why they can't be asked. */
async function asked(
  { text }: Input,
  { imageMirrors }: Partial<Options>,
): Promise<Images | UserError> {
  try {
    const { imagesFor } = await import('./images.js');
    return await imagesFor(parse(text, imageMirrors));
  } catch (error) {
    if (error instanceof UserError) return error;
    if (error instanceof DockerfileSyntaxError) return {};
    throw error;
  }
}

async function rewritten(
  place: Place,
  input: Input,
  { transforms, options, review }: Request,
  projectFor: (file: Dockerfile) => Project,
): Promise<Rewrite | DockerfileSyntaxError> {
  try {
    const { text } = input;
    const project = await styledProject(input, parse(text, options.imageMirrors), projectFor);
    const by = (chosen: readonly Transform[]) => rewrite(text, chosen, project, options);
    return review ? await review.rewrite(place, transforms, by) : by(transforms);
  } catch (error) {
    if (error instanceof DockerfileSyntaxError) return error;
    throw new Error(`${place.path}: ${(error as Error).message}`, { cause: error });
  }
}

/** The project, and how it wants new lines where the file does not show it. */
async function styledProject(
  { location }: Input,
  file: Dockerfile,
  projectFor: (file: Dockerfile) => Project,
): Promise<Project> {
  const style = location === undefined ? undefined : await styleFor(location, file);
  return { ...projectFor(file), ...(style && { style }) };
}

/** Writes what a file became; where that fails, the result says why. */
export async function written(result: FileResult, location: string): Promise<FileResult> {
  const { replaceFile } = await import('../machine/write-file.js');
  try {
    await replaceFile(location, result.before, result.text);
    return { ...result, written: true };
  } catch (error) {
    if (error instanceof UserError) return { ...result, error: told(error) };
    throw error;
  }
}

function told({ message, advice }: UserError): string {
  return advice === undefined ? message : `${message} ${advice}`;
}

function unparsed(
  { path, named, text }: Input,
  { message, offset }: DockerfileSyntaxError,
): FileResult {
  const line = lineAt(text, offset);
  const result = nothing(path, text);
  const reason = redacted(message);
  if (named)
    return { ...result, error: `${shownName(path)}:${line} could not be parsed: ${reason}` };
  const because = `Line ${line} could not be parsed, so nothing was changed: ${reason}`;
  return { ...result, declined: [{ rule: 'file/parse-error', line, because }] };
}

/** A file without a text to parse; found by searching, it need not be a Dockerfile at all. */
export function notText(path: string, problem: string, named: boolean): FileResult {
  if (named) return failed(path, `${shownName(path)} is no Dockerfile: ${problem}.`);
  const because = `This is no Dockerfile, so nothing was changed: ${problem}.`;
  return { ...nothing(path, ''), declined: [{ rule: 'file/parse-error', line: 1, because }] };
}

/** A link that a search found: whoever searches a folder does not mean what lies elsewhere. */
export function linkedAway(path: string): FileResult {
  const because =
    'This is a link to a file outside of the repository, so it was not followed and nothing was changed.';
  const advice = 'Name the file itself to rewrite it.';
  return {
    ...nothing(path, ''),
    declined: [{ rule: 'file/outside-link', line: 1, because, advice }],
  };
}

/** A file, or a folder on the way to files, that could not be used. */
export function failed(path: string, error: string): FileResult {
  return { ...nothing(path, ''), error };
}

function nothing(path: string, text: string): FileResult {
  const none = { changes: [], cautions: [], declined: [] };
  return { path, repositoryPath: path, before: text, text, written: false, ...none };
}
