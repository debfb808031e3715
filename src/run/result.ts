import type { Rewrite } from '../rewrite/index.js';

/** What became of one file. */
export interface FileResult extends Rewrite {
  /** As the user would name it: from the working directory, with forward slashes; `-` for standard input. */
  readonly path: string;
  /** From the repository's root, for patches. */
  readonly repositoryPath: string;
  /** Where the user's registry serves official images; with these the texts are read. */
  readonly imageMirrors?: readonly string[];
  /** The text as it was read. */
  readonly before: string;
  /** The new text is in the file. */
  readonly written: boolean;
  /** Why the file could not be read, parsed or written: a sentence. */
  readonly error?: string;
}

/** In one word: what a file's result comes to. */
export type Status = 'changed' | 'unchanged' | 'declined' | 'failed';

/** `declined` says that nothing was changed and something might have been. */
export function statusOf({ error, before, text, declined }: FileResult): Status {
  if (error !== undefined) return 'failed';
  if (text !== before) return 'changed';
  return declined.length > 0 ? 'declined' : 'unchanged';
}

/** The name of a file in a sentence. */
export function shownName(path: string): string {
  return path === '-' ? 'standard input' : path;
}
