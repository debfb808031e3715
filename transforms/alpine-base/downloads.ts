import { isPortableDownload } from '../../src/knowledge/downloads.js';
import { type Declined, decline } from '../../src/transform.js';
import type { Reached } from './move.js';

const address = /^["']?((?:https?|ftp):\/\/[^"']*)/;

/** A step that fetches something that may be made for glibc: nobody sees what it is. */
export function downloadObstacle(
  { command, caller }: Reached,
  program: string,
): Declined | undefined {
  if (caller.inContainer || !/^(?:curl|wget)$/.test(program)) return undefined;
  const words = command.words.slice(1);
  const addresses = words.flatMap(({ text }) => address.exec(text)?.[1] ?? []);
  const unknown = addresses.find((url) => !isPortableDownload(url));
  const dynamic = addresses.length === 0 && words.some(({ text }) => text.includes('$'));
  if (unknown === undefined && !dynamic) return undefined;
  return decline(
    'alpine-base/unknown-download',
    caller.at,
    `${caller.label} downloads ${unknown ?? 'what a variable names'}, which may be made for glibc.`,
    'Check that it works on Alpine, and set the base image yourself.',
  );
}
