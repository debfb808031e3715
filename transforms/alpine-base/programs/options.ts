import { writtenWords } from '../../../src/shell/index.js';
import {
  busyboxLacks,
  echoDiffers,
  echoNeedsOption,
  gnuPackage,
  wgetReachesHttps,
} from '../../../src/knowledge/system/busybox.js';
import { alpineRelease } from '../image/twins.js';
import { decline, insert } from '../../../src/transform.js';
import { type Demand, need } from '../demands.js';
import { broughtArchive } from '../binaries/brought.js';
import { downloadObstacle } from '../binaries/downloads.js';
import { isOfZone, zoneDemands } from '../system/time-zone.js';
import { standsInFile } from '../system/user-commands.js';
import { type Caller, type Move, type Reached } from '../move.js';

const localhost = /(?:^|[/@\s])localhost(?=[:/\s"']|$)/;

/** What the words of a command ask for that the program of the same name does not do on the target. */
export function* optionDemands(move: Move, reached: Reached, program: string): Iterable<Demand> {
  const { command, caller } = reached;
  const args = writtenWords(command).slice(1);
  if (args.some(isOfZone)) yield* zoneDemands(move, caller, args);
  if (move.target !== 'alpine') return;
  const brought = downloadObstacle(reached, program) ?? broughtArchive(move, reached, program);
  if (brought) yield brought;
  const lacking = lackingDemand(caller, program, args);
  if (lacking) yield lacking;
  if (program === 'wget') yield* wgetDemands(move, caller, args);
  if (program === 'echo') yield* echoDemands(move, reached, args);
  if (args.some(isBash)) yield need(caller, ['bash'], `${caller.label} names bash`);
}

/** bash as a shell that another program is told to use: `su -s /bin/bash`, `npm config set script-shell bash`. */
function isBash(word: string): boolean {
  return /(?:^|=)(?:\/(?:usr\/)?bin\/)?bash$/.test(word);
}

/** What GNU's program does and BusyBox's does not: the GNU one is added, its words stay (C50). */
function lackingDemand(
  caller: Caller,
  program: string,
  args: readonly string[],
): Demand | undefined {
  const lacking = busyboxLacks(program, args);
  if (lacking === undefined) return undefined;
  const gnu = gnuPackage(program);
  const what = `${caller.label} runs "${program} ${lacking}"`;
  if (gnu !== undefined) return need(caller, [gnu], what);
  return decline(
    'alpine-base/gnu-option',
    caller.at,
    `${what}, which BusyBox does not know.`,
    'Do without the option, or set the base image yourself.',
  );
}

function* wgetDemands(move: Move, caller: Caller, args: readonly string[]): Iterable<Demand> {
  if (looksAtItself(caller, args)) yield wgetDemand(caller);
  const release = alpineRelease(move, caller.stage);
  const far = args.some((word) => /:\/\//.test(word) && !localhost.test(word));
  if (!far || release === undefined || wgetReachesHttps(release)) return;
  const what = `${caller.label} runs wget, which knows no https in BusyBox of Alpine ${release}`;
  yield need(caller, ['wget', 'ca-certificates'], what);
}

/** In the Dockerfile itself the address is rewritten; a script keeps its text and gets GNU's wget. */
function looksAtItself({ inContainer, script }: Caller, args: readonly string[]): boolean {
  return inContainer && script && args.some((word) => localhost.test(word));
}

function wgetDemand(caller: Caller): Demand {
  const what = `${caller.label} runs wget on localhost, which BusyBox tries over IPv6 alone`;
  return need(caller, ['wget'], what);
}

/** Debian's dash expands `\n` always, ash after `-e` only; bash does as ash does. */
function* echoDemands(
  move: Move,
  { command, caller }: Reached,
  args: readonly string[],
): Iterable<Demand> {
  const { at, stage, reader = 'sh' } = caller;
  if (!/^(?:sh|dash)$/.test(reader) || !echoDiffers(args)) return;
  const because = 'This echo turns "\\n" into a line break on Debian, not on Alpine';
  const [word] = command.words;
  if (word && standsInFile(move, command, caller) && echoNeedsOption(args))
    yield {
      kind: 'rewording',
      rule: 'alpine-base/echo',
      stage,
      at,
      because: `${because} without -e.`,
      edits: [insert(word.end, ' -e')],
    };
  else
    yield decline(
      'alpine-base/gnu-option',
      at,
      `${because}.`,
      'Use printf, which does the same on both.',
    );
}
