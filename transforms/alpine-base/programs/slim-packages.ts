import { type Instruction, instructionsOf } from '../../../src/dockerfile/index.js';
import { type PackageCommand, packageCommandOf } from '../../../src/packages/index.js';
import { decline } from '../../../src/transform.js';
import {
  type Command,
  commandsOf,
  type Condition,
  conditionOf,
  isShell,
} from '../../../src/shell/index.js';
import { type Demand, need, type Rewording } from '../demands.js';
import type { Caller, Reached } from '../move.js';

/** Programs that reach nobody without certificates, which apt merely recommends beside them. */
const reaching = new Set(['curl', 'git', 'mercurial', 'subversion', 'wget']);

/**
 * What apt asks for on slim, which is the same Debian: it works there as before. What it installs is
 * there for the lines below.
 */
export function* aptDemands({ command, caller }: Reached, program: string): Iterable<Demand> {
  // apt-key calls gpg, which only the full image has.
  if (program === 'apt-key') yield need(caller, ['gnupg'], `${caller.label} runs apt-key`);
  if (program === 'apt-key') yield* keyServerDemands({ command, caller });
  const called = packageCommandOf(command);
  if (called?.action !== 'install') return;
  const packages = called.packages.flatMap(({ name }) => name ?? []);
  if (!hasLists(caller, command)) yield listless(caller, packages);
  if (asks(command, called, caller)) yield asking(caller, packages);
  const all = commandsOf(caller.at, caller.environment) ?? [];
  const condition = caller.script ? 'other' : conditionOf(command, all);
  yield installed(caller, packages, called, condition);
  const bare = called.options.some(({ names }) => names.includes('--no-install-recommends'));
  const tool = bare ? packages.find((name) => reaching.has(name)) : undefined;
  if (tool === undefined) return;
  const place = { ...caller, inContainer: true };
  yield need(place, ['ca-certificates'], `${tool} reaches nobody without them`);
}

const updates = (text: string): boolean =>
  /\bapt(?:-get|itude)?\b/.test(text) && /\bupdate\b/.test(text);
const removesLists = (text: string): boolean =>
  /\bapt-get\s+distclean\b/.test(text) ||
  (/\brm\b/.test(text) && text.includes('/var/lib/') && /\bapt\b/.test(text));

/**
 * Whether lists of packages are there when a command runs. Images leave them out, and many a step takes
 * them away again, so that apt-get install works without an update only for what the image has already.
 */
function hasLists({ stage, at }: Caller, command: Command): boolean {
  const before = instructionsOf(stage, 'RUN')
    .filter(({ start }) => start <= at.start)
    .flatMap(({ start, end, line }) =>
      line.joined.fileText
        .slice(start, start === at.start ? endBefore(at, command) : end)
        .split(/[&|;\n]/),
    );
  return before.findLastIndex(updates) > before.findLastIndex(removesLists);
}

/** Where a RUN is over for a command in it; of one in a text of another shell, the place is not known. */
function endBefore({ start, end, line }: Instruction, command: Command): number {
  const [program] = command.words;
  const isThere =
    program !== undefined &&
    program.start >= start &&
    program.end <= end &&
    line.joined.fileText.startsWith(program.text, program.start);
  return isThere ? program.start : end;
}

/** Whether apt asks before it installs, which nobody answers in a build (apt-get(8): -qq implies -y). */
function asks({ operator }: Command, { options }: PackageCommand, { at, stage }: Caller): boolean {
  const names = options.flatMap((one) => one.names);
  const quiet = names.filter((name) => /^(?:-q|--quiet)$/.test(name)).length;
  const yes = names.some((name) => /^(?:-y|--yes|--assume-yes)$/.test(name));
  const told = instructionsOf(stage, 'RUN').some(({ argument }) => /assume-yes/i.test(argument));
  const valued = /\s(?:-q|--quiet)=2\b/.test(at.argument);
  return !yes && quiet < 2 && !valued && !told && operator !== '|';
}

function asking({ at }: Caller, packages: readonly string[]): Demand {
  return decline(
    'alpine-base/system-packages',
    at,
    `apt asks before it installs ${packages.join(', ')} with others that it needs, and nobody answers: that works only where the image has it already.`,
    'Say apt-get install -y.',
  );
}

function listless({ at }: Caller, packages: readonly string[]): Demand {
  return decline(
    'alpine-base/system-packages',
    at,
    `Nothing updates the lists of apt before it installs ${packages.join(', ')}: that works only where the image has it already.`,
    'Put apt-get update && in front of apt-get install.',
  );
}

/** An install that stays as it is, and takes more packages where it stands in the Dockerfile. */
function installed(
  { stage, at, label }: Caller,
  packages: readonly string[],
  called: PackageCommand,
  condition: Condition,
): Rewording {
  const end = label === 'RUN' && condition === 'none' ? called.packages.at(-1)?.end : undefined;
  return {
    kind: 'rewording',
    rule: 'alpine-base/slim-packages',
    stage,
    at,
    because: 'The slim image lacks more than this installs.',
    edits: [],
    installs: {
      packages,
      ...((condition === 'other' || (condition === 'presence' && packages.length > 1)) && {
        unsure: true,
      }),
      ...(end !== undefined && { end }),
    },
  };
}

/** gpg from 2.1 on asks servers for keys by dirmngr, which gnupg in stretch only recommends. */
export function* keyServerDemands({ command, caller }: Reached): Iterable<Demand> {
  if (
    command.words.some(({ value = '' }) =>
      /^--(?:recv|keyserver|refresh|search|locate)/.test(value),
    )
  )
    yield need(caller, ['dirmngr'], `${caller.label} asks a server for keys`);
}

/** A text from elsewhere that a shell reads may rely on anything that the full image has. */
export function* pipedDemands({ command, caller }: Reached, program: string): Iterable<Demand> {
  if (command.operator !== '|' || !isShell(program)) return;
  yield decline(
    'alpine-base/unknown-download',
    caller.at,
    `${caller.label} hands a text to ${program} that nobody can read here, and it may rely on what slim leaves out.`,
    'Check that it works there, and set the base image yourself.',
  );
}
