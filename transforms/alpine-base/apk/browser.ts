import { wordSet } from '../../../src/grouping.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Translation } from './translation.js';

/** What Chrome links on Debian; pptr.dev/troubleshooting, "Chrome doesn't launch on Linux", 2026-11. */
const libraries = wordSet(
  'libasound2 libatk-bridge2.0-0 libatk1.0-0 libatspi2.0-0 libcups2 libdrm2 libgbm1 libgtk-3-0 libnspr4 libnss3 libxcomposite1 libxcursor1 libxdamage1 libxi6 libxkbcommon0 libxrandr2 libxss1 libxtst6',
);
const browsers = /^(?:chromium|firefox|google-chrome|epiphany)/;
/** So many of them have one thing in common. */
const telling = 6;

/**
 * Libraries of a browser without the browser: some package downloads one, which is made for glibc, and
 * no lockfile need tell which (handbook C.7).
 */
export function browserObstacle(translations: readonly Translation[]): Declined | undefined {
  const names = translations.flatMap(({ named }) => named.map(({ debian }) => debian));
  const found = names.filter((name) => libraries.has(name));
  const first = translations.find(({ named }) => named.some(({ debian }) => libraries.has(debian)));
  if (!first || found.length < telling || names.some((name) => browsers.test(name)))
    return undefined;
  return decline(
    'alpine-base/glibc-only-package',
    first.at,
    `${found.slice(0, 3).join(', ')} and others are what a downloaded Chrome needs, and that is made for glibc.`,
    'Install chromium with apt in their place, set PUPPETEER_SKIP_DOWNLOAD=true and PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium, and run slim-dockerfile again.',
  );
}
