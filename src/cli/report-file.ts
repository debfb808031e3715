import { appendFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { isDockerfileName } from '../run/dockerfile-names.js';
import { systemReason, UserError } from '../user-error.js';

/** A file that takes the report. */
interface ReportFile {
  print(text: string): Promise<void>;
}

/**
 * Begins the file of `--output`, so that a wrong name is told before anything is rewritten.
 *
 * @param inputs the paths that are rewritten: a report must not take their place
 * @throws UserError when the file can't be written, or is a Dockerfile
 */
export function reportFile(path: string, inputs: readonly string[]): ReportFile {
  const isInput = inputs.some((input) => resolve(input) === resolve(path));
  if (isInput || isDockerfileName(basename(path)))
    throw new UserError(
      `--output ${path}: that is a Dockerfile, and the option takes the report.`,
      'Use --write to rewrite the Dockerfile itself.',
    );
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      throw new UserError(`--output ${path} can't be written: ${systemReason(error)}.`);
    }
  };
  attempt(() => writeFileSync(path, ''));
  return { print: async (text) => attempt(() => appendFileSync(path, text)) };
}
