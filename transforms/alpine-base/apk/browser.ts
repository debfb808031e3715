import { isBrowser, isBrowserLibrary } from '../../../src/knowledge/system/package-kinds.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Translation } from './translation.js';

/** So many libraries of a browser have one thing in common. */
const telling = 6;

/**
 * Libraries of a browser without the browser: some package downloads one, which is made for glibc, and
 * no lockfile need tell which (handbook C.7).
 */
export function browserObstacle(translations: readonly Translation[]): Declined | undefined {
  const names = translations.flatMap(({ named }) => named.map(({ debian }) => debian));
  const found = names.filter(isBrowserLibrary);
  const first = translations.find(({ named }) =>
    named.some(({ debian }) => isBrowserLibrary(debian)),
  );
  if (!first || found.length < telling || names.some(isBrowser)) return undefined;
  return decline(
    'alpine-base/glibc-only-package',
    first.at,
    `${found.slice(0, 3).join(', ')} and others are what a downloaded Chrome needs, and that is made for glibc.`,
    'Install chromium with apt in their place, set PUPPETEER_SKIP_DOWNLOAD=true and PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium, and run slim-dockerfile again.',
  );
}
