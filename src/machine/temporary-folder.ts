import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemReason, UserError } from '../user-error.js';

/**
 * A new folder for what is needed for a while.
 *
 * @throws UserError where the system has no place for it
 */
export function temporaryFolder(name: string): string {
  try {
    return mkdtempSync(join(tmpdir(), `slim-dockerfile-${name}-`));
  } catch (error) {
    throw new UserError(
      `There is no folder for temporary files: ${tmpdir()}: ${systemReason(error)}.`,
      'Set TMPDIR to a folder that takes files.',
    );
  }
}
