import { posix } from 'node:path';
import { programIn } from '../../../src/knowledge/images/contents.js';
import { isWithin } from '../../../src/path-folders.js';
import type { StartedCall } from '../started/index.js';

/** A program of the image that is given nothing of the application, as for HEALTHCHECK. */
export function isOfSystem(
  { words: [program = '', ...args], folder }: StartedCall,
  root: string,
): boolean {
  return (
    program !== 'node' &&
    (programIn('node-debian', program) ?? false) &&
    !args.some((word) => /^[./]/.test(word) && isWithin(posix.resolve(folder, word), root))
  );
}
