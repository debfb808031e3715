import { posix } from 'node:path';
import { knownWords } from '../../../src/shell/index.js';
import { instructionsOf } from '../../../src/dockerfile/index.js';
import { type Declined, decline, insert } from '../../../src/transform.js';
import type { Demand } from '../demands.js';
import type { Caller, Move, Reached } from '../move.js';
import { standsInFile } from '../system/user-commands.js';
import { bringsPython } from '../python.js';

/**
 * What works on Debian by what lies there, and on Alpine fails by what lies there or does not; slim has
 * what it takes.
 */
export function habitDemand(move: Move, reached: Reached, program: string): Demand | undefined {
  if (move.target !== 'alpine') return undefined;
  const words = knownWords(reached.command);
  if (program === 'pm2' && words.includes('startup')) return startup(reached.caller);
  return program === 'ln' ? takenLink(move, reached, words.slice(1)) : undefined;
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

function takenLink(move: Move, reached: Reached, args: readonly string[]): Demand | undefined {
  if (args.some((word) => /^(?:-\w*f|--force$)/.test(word))) return undefined;
  const path = posix.resolve(reached.caller.folder ?? '/', args.at(-1) ?? '');
  if (path === browser) return linkOverBrowser(reached.caller);
  return takenNames.has(path) && bringsPython(move, reached.caller.stage)
    ? forcedLink(move, reached, path)
    : undefined;
}

function linkOverBrowser({ at, label, stage }: Caller): Declined | undefined {
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

/** Names without a number, which Debian's packages leave free and Alpine's python3 and py3-pip bring. */
const takenNames = new Set(['/usr/bin/python', '/usr/bin/pip']);

function forcedLink(move: Move, { command, caller }: Reached, path: string): Demand {
  const { at, stage, label } = caller;
  const because = `Alpine brings ${path} itself, over which ln makes a link`;
  const [, option] = command.words;
  return option && /^-\w+$/.test(option.text) && standsInFile(move, command, caller)
    ? {
        kind: 'rewording',
        rule: 'alpine-base/link',
        stage,
        at,
        because: `${because} with -f.`,
        edits: [insert(option.end, 'f')],
      }
    : decline(
        'alpine-base/link',
        at,
        `${because} with -f alone: that of ${label} would fail.`,
        'Make the link with ln -sf.',
      );
}
