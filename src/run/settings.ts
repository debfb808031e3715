import type { Told } from '../rewrite/index.js';
import type { Options, Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { type FileResult, shownName } from './result.js';

/** What holds for one file, where that is not the same for all. */
export interface FileSettings {
  readonly options: Partial<Options>;
  /** Which of the transforms of the run. */
  readonly transforms: readonly Transform[];
  /** The folder of the build context, absolute. */
  readonly context?: string;
  /** The configuration file that leaves this one alone. */
  readonly ignoredBy?: string;
  /** What is to be told of the configuration itself. */
  readonly cautions: readonly Told[];
}

/** Asks for the settings of a file, absolute; of standard input where there is no path. */
export type SettingsOf = (path: string | undefined) => Promise<FileSettings>;

/** The settings of a file; a sentence where its configuration is wrong. */
export async function settingsFor(
  settingsOf: SettingsOf | undefined,
  path: string | undefined,
): Promise<FileSettings | string | undefined> {
  try {
    return await settingsOf?.(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.advice === undefined ? error.message : `${error.message} ${error.advice}`;
  }
}

/** A file that was named and that a configuration leaves alone. */
export function ignored(path: string, ignoredBy: string): FileResult {
  const because = `${ignoredBy} leaves ${shownName(path)} alone ("ignore").`;
  const told = {
    changes: [],
    cautions: [],
    declined: [{ rule: 'file/ignored', line: 1, because }],
  };
  return { path, repositoryPath: path, before: '', text: '', written: false, ...told };
}
