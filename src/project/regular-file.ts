import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Without it, opening a named pipe waits for somebody who writes into it; Windows has no such flag. */
const neverWait = constants.O_NONBLOCK ?? 0;

/**
 * Reads a file whole, unless it is something else than a file or too large. A scanned repository may
 * hold anything: named pipes that nobody fills, links to devices that never end.
 *
 * @param largest in bytes
 * @returns its bytes, or what keeps us from reading it: a clause
 * @throws what the system says
 */
export function readRegularFile(path: string, largest: number): Buffer | string {
  const file = openSync(path, constants.O_RDONLY | neverWait);
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) return 'it is a folder';
    if (!stats.isFile()) return 'it is no regular file';
    if (stats.size > largest) return `it is larger than ${largest / 1_000_000} MB`;
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
