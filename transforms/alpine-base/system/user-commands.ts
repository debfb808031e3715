import {
  chainOf,
  type Dockerfile,
  environmentAt,
  expand,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isPartOf } from '../../../src/edits.js';
import { busyboxLacks } from '../../../src/knowledge/system/busybox.js';
import { alpineOwner } from '../../../src/knowledge/system/users.js';
import { readUserOptions } from '../../../src/knowledge/system/user-options.js';
import { busyboxUserCommands } from '../../../src/knowledge/system/user-tools.js';
import { rememberedFor } from '../../../src/memo.js';
import { type Command, commandsOf, programOf } from '../../../src/shell/index.js';
import { composeServices } from '../../../src/project/index.js';
import { caution, decline, type Finding, replace } from '../../../src/transform.js';
import type { Demand, Rewording } from '../demands.js';
import { type Caller, type Move, type Reached, withShell } from '../move.js';

const programs = /^(?:useradd|groupadd|usermod|userdel|adduser|addgroup|groupmod)$/;
/** Programs that give a group its number. */
const groupMakers = /^(?:groupadd|groupmod|addgroup)$/;

/**
 * What a command for users and groups becomes with BusyBox (handbook C51); undefined where it can
 * stay, or needs the `shadow` package.
 */
export function userCommandDemand(
  move: Move,
  { command, caller }: Reached,
  program: string,
): Demand | undefined {
  if (move.target !== 'alpine' || !programs.test(program)) return undefined;
  const args = command.words.slice(1).map(({ text }) => text);
  const taken = takenNumber(program, args);
  if (taken !== undefined)
    return decline(
      'alpine-base/taken-number',
      caller.at,
      `"${program} ${args.join(' ')}" asks for a number that Alpine gives to ${taken}.`,
      'Choose another number.',
    );
  const stays = program === 'adduser' && isBusyboxCommand(args);
  const commands =
    !stays && standsInFile(move, command, caller)
      ? busyboxUserCommands(program, args, {
          groupNamed: (gid) => groupNamed(caller, bare(gid)),
          usesSu: usesSu(move),
        })
      : undefined;
  if (!commands || (commands.length > 1 && !takesSeveral(command, caller))) return undefined;
  const cautions = systemNumber(move, command, caller);
  return { ...rewording(command, caller, program, commands), ...(cautions && { cautions }) };
}

/** BusyBox's adduser takes most of the long options of Debian's; a shell that is not there is no login. */
function isBusyboxCommand(args: readonly string[]): boolean {
  return (
    busyboxLacks('adduser', args) === undefined &&
    !args.some((word) => /bash$|\/usr\/sbin/.test(word))
  );
}

function rewording(
  { words }: Command,
  { stage, at }: Caller,
  program: string,
  commands: readonly string[],
): Rewording {
  const span = { start: words[0]?.start ?? at.start, end: words.at(-1)?.end ?? at.end };
  return {
    kind: 'rewording',
    rule: 'alpine-base/user-command',
    stage,
    at,
    because: `"${commands.join(' && ')}" does with BusyBox what ${program} does on Debian.`,
    edits: [replace(span, commands.join(' && '))],
  };
}

/** Whether the words are text of the Dockerfile: what a script or another shell holds is not ours. */
export function standsInFile({ file }: Move, { words }: Command, { at, script }: Caller): boolean {
  const span = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
  const commented = at.line.innerComments.some(
    ({ start }) => start > span.start && start < span.end,
  );
  return (
    !script &&
    !commented &&
    at.keyword === 'RUN' &&
    words.every(
      ({ start, end, text }) =>
        isPartOf({ start, end }, at) && file.text.slice(start, end) === text,
    )
  );
}

/** Two commands joined by `&&` mean the same where only `&&` and `;` stand around one. */
function takesSeveral(command: Command, { at, stage }: Caller): boolean {
  const index = stage.instructions.indexOf(at);
  const all = commandsOf(at, withShell(environmentAt(stage, index))) ?? [];
  const place = all.findIndex(({ start }) => start === command.start);
  return (
    place !== -1 &&
    !command.nested &&
    /^(?:&&|;)?$/.test(command.operator ?? '') &&
    all[place + 1]?.operator !== '|'
  );
}

/** A system user counts up from 100 on Alpine and down from 999 on Debian: volumes keep the old number. */
function systemNumber(
  { project, file }: Move,
  { words }: Command,
  { at }: Caller,
): Finding[] | undefined {
  const args = words.slice(1).map(({ text }) => text);
  const read = readUserOptions(programOf({ words } as Command) ?? '', args);
  const system = read && (read.flags.has('r') || read.flags.has('system'));
  const given = read?.values.get('u') ?? read?.values.get('uid');
  if (!system || given !== undefined || words[0]?.text === 'groupadd') return undefined;
  const volumes =
    declaresVolumes(file) || composeServices(project).some((service) => service.volumes.length > 0);
  if (!volumes) return undefined;
  const because = `${read.operands[0]} gets another number than on Debian, where system users count down from 999: volumes that the old container filled belong to the old number.`;
  const advice = 'Give the user a number (-u 1001), or chown the volumes once.';
  return [caution('alpine-base/user-number', at, because, { advice })];
}

const declaresVolumes = rememberedFor(({ instructions }: Dockerfile): boolean =>
  instructions.some(({ keyword }) => keyword === 'VOLUME'),
);

function takenNumber(program: string, args: readonly string[]): string | undefined {
  const values = readUserOptions(program, args)?.values;
  const uid = values?.get('u') ?? values?.get('uid') ?? '';
  const gid = groupMakers.test(program) ? (values?.get('g') ?? values?.get('gid') ?? '') : '';
  return alpineOwner('user', uid) ?? alpineOwner('group', gid);
}

/**
 * The group that a number stands for, also one in a variable: node's, root's, or one that the stage
 * has made so far. BusyBox's adduser takes names alone.
 */
function groupNamed({ stage, at, environment }: Caller, gid: string): string | undefined {
  const number = (text: string): string | undefined =>
    expand(text, environment.scope.variable, at.escape) ?? undefined;
  const value = number(gid);
  const made = groupsMadeIn(stage).find((group) => {
    const text = bare(group.gid);
    return text === gid || (value !== undefined && number(text) === value);
  });
  if (made) return made.name;
  if (value === undefined || value === '') return undefined;
  if (!/^\d+$/.test(value)) return gid;
  return value === '0' ? 'root' : value === '1000' ? 'node' : undefined;
}

const groupsMadeIn = rememberedFor((stage: Stage): readonly MadeGroup[] =>
  chainOf(stage)
    .flatMap(commandsIn)
    .flatMap((command) => {
      if (!/^(?:groupadd|addgroup)$/.test(programOf(command) ?? '')) return [];
      const args = command.words.slice(1).map(({ text }) => text);
      const read = readUserOptions('groupadd', args);
      const gid = read?.values.get('g') ?? read?.values.get('gid');
      const name = read?.operands[0];
      return gid === undefined || name === undefined ? [] : [{ name, gid }];
    }),
);

interface MadeGroup {
  readonly name: string;
  readonly gid: string;
}

function bare(word: string): string {
  return word.replace(/["']/g, '');
}

function commandsIn(stage: Stage): readonly Command[] {
  return stage.instructions.flatMap((run, index) =>
    run.keyword === 'RUN' ? (commandsOf(run, withShell(environmentAt(stage, index))) ?? []) : [],
  );
}

/** Whether anything may become another user by su, which starts the shell of that user. */
function usesSu({ file, project }: Move): boolean {
  const call = /(?:^|[\s"';&|(])(?:su|runuser)[\s"']/m;
  const scripts = project.files.list().filter((path) => /\.sh$|entrypoint[^/]*$/.test(path));
  return call.test(file.text) || scripts.some((path) => call.test(project.files.read(path) ?? ''));
}
