import { type Command } from '../../src/shell/index.js';
import {
  busyboxLacks,
  echoDiffers,
  echoNeedsOption,
  gnuPackage,
} from '../../src/knowledge/busybox.js';
import { decline, insert } from '../../src/transform.js';
import { type Demand, need } from './demands.js';
import { downloadObstacle } from './downloads.js';
import { zoneDemands } from './time-zone.js';
import { standsInFile } from './user-commands.js';
import { type Caller, type Move, type Reached } from './move.js';

const localhost = /(?:^|[/@\s])localhost(?=[:/\s"']|$)/;

/** What the words of a command ask for that the program of the same name does not do on the target. */
export function* optionDemands(move: Move, reached: Reached, program: string): Iterable<Demand> {
  const { command, caller } = reached;
  const args = argumentsOf(command);
  yield* zoneDemands(move, caller, args);
  if (move.target !== 'alpine') return;
  const download = downloadObstacle(reached, program);
  if (download) yield download;
  yield* busyboxDemands(caller, program, args);
  if (program === 'echo') yield* echoDemands(move, reached, args);
  yield* shellDemands(caller, args);
}

function argumentsOf({ words }: Command): string[] {
  return words.slice(1).map(({ value, text }) => value ?? text);
}

/** What GNU's program does and BusyBox's does not: the GNU one is added, its words stay (C50). */
function* busyboxDemands(
  caller: Caller,
  program: string,
  args: readonly string[],
): Iterable<Demand> {
  const { at, label, inContainer, script } = caller;
  const lacking = busyboxLacks(program, args);
  const gnu = gnuPackage(program);
  const what = `${label} runs "${program} ${lacking}"`;
  if (lacking !== undefined && gnu !== undefined) yield need(caller, [gnu], what);
  else if (lacking !== undefined)
    yield decline(
      'alpine-base/gnu-option',
      at,
      `${what}, which BusyBox does not know.`,
      'Do without the option, or set the base image yourself.',
    );
  // In the Dockerfile itself the address is rewritten; a script keeps its text and gets GNU's wget.
  if (program === 'wget' && inContainer && script && args.some((word) => localhost.test(word)))
    yield need(
      caller,
      ['wget'],
      `${label} runs wget on localhost, which BusyBox tries over IPv6 alone`,
    );
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

/** bash as a shell that another program is told to use: `su -s /bin/bash`, `npm config set script-shell bash`. */
function* shellDemands(caller: Caller, args: readonly string[]): Iterable<Demand> {
  if (args.some((word) => /(?:^|=)(?:\/(?:usr\/)?bin\/)?bash$/.test(word)))
    yield need(caller, ['bash'], `${caller.label} names bash`);
}
