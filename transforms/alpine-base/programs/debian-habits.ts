import { knownWords } from '../../../src/shell/index.js';
import { instructionsOf } from '../../../src/dockerfile/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Caller, Move, Reached } from '../move.js';

/**
 * What works on Debian by what lies there, and on Alpine fails by what lies there or does not; slim has
 * what it takes.
 */
export function habitObstacle(
  { target }: Move,
  { command, caller }: Reached,
  program: string,
): Declined | undefined {
  if (target !== 'alpine') return undefined;
  const words = knownWords(command);
  if (program === 'pm2' && words.includes('startup')) return startup(caller);
  return program === 'ln' ? takenLink(caller, words.slice(1)) : undefined;
}

/** pm2 looks for systemctl, update-rc.d, rc-update and the like (its lib/API/Startup.js, 5.4): Alpine's image has none. */
function startup({ at, label }: Caller): Declined {
  return decline(
    'alpine-base/missing-program',
    at,
    `${label} runs pm2 startup, which fails where the image has no service manager, as on Alpine; Debian has update-rc.d.`,
    'Remove pm2 startup: no service manager runs in a container.',
  );
}

/** Alpine's chromium has this name as well, Debian's has not (files of both packages, 2026-11). */
const browser = '/usr/bin/chromium-browser';

function takenLink({ at, label, stage }: Caller, args: readonly string[]): Declined | undefined {
  if (args.at(-1) !== browser || args.some((word) => /^(?:-\w*f|--force$)/.test(word)))
    return undefined;
  const runs = instructionsOf(stage, 'RUN');
  if (
    !runs.some(({ argument }) => /\bapt(?:-get)?\b/.test(argument) && argument.includes('chromium'))
  )
    return undefined;
  return decline(
    'alpine-base/other-browser',
    at,
    `${label} makes a link ${browser}, where Alpine's Chromium has a program already, so that ln would fail.`,
    'Make the link with ln -sf.',
  );
}
