import type { Span } from '../../../src/edits.js';
import { caution, type Finding } from '../../../src/transform.js';
import type { Translation } from './translation.js';

/** What to check of a translated RUN: one caution for all names, and one for all pins. */
export function packageCautions({ at, named, mirrors, packages }: Translation): Finding[] {
  const unsure = named.filter(({ confirmed, alpine }) => !confirmed && alpine.length > 0);
  const pins = named.filter(({ pin, alpine }) => pin !== undefined && alpine.length > 0);
  const pairs = unsure.map(({ debian, alpine }) =>
    alpine.length === 1 && alpine[0] === debian ? debian : `${debian} as ${alpine.join(' ')}`,
  );
  return [
    ...(packages.includes('chromium') ? [browserCaution(at)] : []),
    ...(unsure.length > 0
      ? [
          caution(
            'alpine-base/unconfirmed-package',
            at,
            `No second source has these names on Alpine: ${[...new Set(pairs)].join(', ')}.`,
            { advice: 'Build the image: apk says so where a package does not exist.' },
          ),
        ]
      : []),
    ...(pins.length > 0
      ? [
          caution(
            'alpine-base/pin-dropped',
            at,
            `apk has other versions: ${pins.map(({ debian, pin }) => `${debian}=${pin}`).join(', ')}.`,
            { advice: 'Pin the Alpine release of the base image instead.' },
          ),
        ]
      : []),
    ...(mirrors.length > 0
      ? [
          caution(
            'alpine-base/mirror-dropped',
            at,
            `apk does not fetch from ${mirrors.join(', ')}, but from dl-cdn.alpinelinux.org.`,
            { advice: 'If that is slow or out of reach, name a mirror in /etc/apk/repositories.' },
          ),
        ]
      : []),
  ];
}

/** Chrome's makers do not test it on Alpine (pptr.dev/troubleshooting, "Running on Alpine", 2026-11). */
function browserCaution(at: Span): Finding {
  return caution(
    'alpine-base/other-browser',
    at,
    "Alpine's Chromium is a build of its own, of another version than Debian's.",
    { advice: 'Let the program start it once in a container of the new image.' },
  );
}
