import { busyboxLacks, echoDiffers } from '../../src/knowledge/busybox.js';
import { type Declined, decline } from '../../src/transform.js';
import { type Move, type Reached } from './move.js';

const zoneFile = /\/usr\/share\/zoneinfo|\/etc\/(?:localtime|timezone)|\/etc\/default\/locale/;
const localhost = /(?:^|[/@\s])localhost(?=[:/\s"']|$)/;

/** What the words of a command ask for that the program of the same name does not do on the target. */
export function optionObstacle(
  move: Move,
  reached: Reached,
  program: string,
): Declined | undefined {
  const { command, caller } = reached;
  const args = command.words.slice(1).map(({ value, text }) => value ?? text);
  const path = args.find((word) => zoneFile.test(word));
  if (path !== undefined)
    return decline(
      'alpine-base/time-zone',
      caller.at,
      `${path} may not be there on ${move.target}.`,
      'Install tzdata, and set the base image yourself.',
    );
  return move.target === 'alpine'
    ? (busyboxObstacle(reached, program, args) ?? bashObstacle(reached, args))
    : undefined;
}

function busyboxObstacle(
  { caller: { at, label, inContainer, script } }: Reached,
  program: string,
  args: readonly string[],
): Declined | undefined {
  const lacking = busyboxLacks(program, args);
  if (lacking !== undefined)
    return decline(
      'alpine-base/gnu-option',
      at,
      `${label} runs "${program} ${lacking}", which BusyBox does not know.`,
      'Do without the option, or set the base image yourself.',
    );
  if (program === 'echo' && echoDiffers(args))
    return decline(
      'alpine-base/gnu-option',
      at,
      'This echo turns "\\n" into a line break on Debian, not on Alpine.',
      'Use printf, which does the same on both.',
    );
  if (program !== 'wget') return undefined;
  if (!inContainer)
    return decline(
      'alpine-base/unknown-program',
      at,
      `${label} downloads something, which may be made for glibc.`,
      'Check it, and set the base image yourself.',
    );
  // In the Dockerfile itself the address is rewritten.
  if (script && args.some((word) => localhost.test(word)))
    return decline(
      'alpine-base/local-address',
      at,
      `${label} runs wget on localhost, which BusyBox tries over IPv6 alone.`,
      'Write 127.0.0.1 there.',
    );
  return undefined;
}

/** bash as a shell that another program is told to use: `su -s /bin/bash`, `npm config set script-shell bash`. */
function bashObstacle(
  { caller: { at, label } }: Reached,
  args: readonly string[],
): Declined | undefined {
  if (!args.some((word) => /(?:^|=)(?:\/(?:usr\/)?bin\/)?bash$/.test(word))) return undefined;
  return decline(
    'alpine-base/bash-required',
    at,
    `${label} names bash, and Alpine has none.`,
    'Use sh, or add bash to the image yourself.',
  );
}
