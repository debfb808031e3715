import { readRegularFile } from '../project/regular-file.js';
import { systemReason } from '../user-error.js';
import { isLink } from './stats.js';

/** Larger files are data, whatever their name. */
const largestDockerfile = 1_000_000;
const tooLarge = 'it is larger than any Dockerfile (1 MB)';

/** The text of a file, or why there is none: `unreadable` for the system, `no text` for its bytes. */
type Reading =
  { readonly text: string } | { readonly problem: string; readonly kind: 'unreadable' | 'no text' };

/** Reads a file that should be a Dockerfile. */
export function readText(path: string): Reading {
  try {
    const bytes = readRegularFile(path, largestDockerfile);
    if (typeof bytes !== 'string') return decode(bytes);
    return noText(bytes.startsWith('it is larger') ? tooLarge : bytes);
  } catch (error) {
    return { problem: reasonOf(error, path), kind: 'unreadable' };
  }
}

function reasonOf(error: unknown, path: string): string {
  const isBroken = isLink(path) && (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isBroken ? 'it is a symbolic link to a file that does not exist' : systemReason(error);
}

/**
 * Decodes bytes so that writing the text again gives the same bytes: a byte-order mark stays, and
 * bytes that are no UTF-8 are refused rather than replaced.
 */
export function decode(bytes: Uint8Array): Reading {
  if (bytes.length > largestDockerfile) return noText(tooLarge);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return noText('it is UTF-16 text; save it as UTF-8');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? noText('it holds binary data') : { text };
  } catch {
    return noText('it holds bytes that are no UTF-8 text; save it as UTF-8');
  }
}

function noText(problem: string): Reading {
  return { problem, kind: 'no text' };
}
