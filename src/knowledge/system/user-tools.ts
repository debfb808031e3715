import type { OptionsRead } from './getopt.js';
import { byLetter, hasAny, type LetterOptions, readUserOptions } from './user-options.js';

/** What a rewording of a command for users has to know beyond its words. */
interface UserFacts {
  /** The name of a group that a number or a variable stands for; undefined where that is not known. */
  readonly groupNamed: (gid: string) => string | undefined;
  /** Somebody becomes another user by `su`, which starts the user's shell. */
  readonly usesSu: boolean;
}

/** What both shells and BusyBox have, and what Debian has elsewhere; bash is not needed to log in. */
const shells: Readonly<Record<string, string>> = {
  '/bin/sh': '/bin/sh',
  '/bin/bash': '/bin/sh',
  '/usr/bin/bash': '/bin/sh',
  '/bin/false': '/bin/false',
  '/sbin/nologin': '/sbin/nologin',
  '/usr/sbin/nologin': '/sbin/nologin',
};

/** Folders in which a home can be made: Alpine's adduser makes no parents. */
const parents = new Set([
  '',
  '/home',
  '/opt',
  '/srv',
  '/tmp',
  '/usr',
  '/usr/local',
  '/var',
  '/var/lib',
]);

/**
 * The commands of BusyBox that do exactly what a command of Debian's for users and groups does
 * (handbook C51): tried with the BusyBox of Alpine 3.20.
 *
 * @param args as written, quotes included
 * @returns undefined where no such commands are known
 */
export function busyboxUserCommands(
  program: string,
  args: readonly string[],
  facts: UserFacts,
): readonly string[] | undefined {
  const read = readUserOptions(program, args);
  if (!read) return undefined;
  const commands = translate(program, byLetter(read), read, facts);
  return commands?.map((words) => words.filter((word) => word !== '').join(' '));
}

type Commands = readonly (readonly string[])[];

function translate(
  program: string,
  options: LetterOptions,
  read: OptionsRead,
  facts: UserFacts,
): Commands | undefined {
  switch (program) {
    case 'groupadd':
      return groupadd(options);
    case 'useradd':
      return useradd(options, facts);
    case 'usermod':
      return usermod(options);
    case 'userdel':
      return userdel(options);
    case 'adduser':
      return adduser(read, facts);
    // Debian's addgroup takes the words of BusyBox's; groupmod has nothing like it there.
    default:
      return undefined;
  }
}

function groupadd(options: LetterOptions): Commands | undefined {
  const [name, ...more] = options.operands;
  if (name === undefined || more.length > 0 || hasAny(options, 'fKop')) return undefined;
  return [addgroup(name, options.has('r'), options.value('g'))];
}

function addgroup(name: string, system: boolean, gid: string | undefined): readonly string[] {
  return ['addgroup', system ? '-S' : '', ...(gid === undefined ? [] : ['-g', gid]), name];
}

/** The group of a user's own: it has the user's number unless another group has, which BusyBox would not pass over. */
function ownGroup(
  name: string,
  system: boolean,
  uid: string | undefined,
  facts: UserFacts,
): readonly string[] {
  return addgroup(name, system, isTaken(uid, facts) ? undefined : uid);
}

/** Whether a step makes a group of that number: who can have that of node has taken node away before. */
function isTaken(number: string | undefined, { groupNamed }: UserFacts): boolean {
  const group = number === undefined ? undefined : groupNamed(number);
  return group !== undefined && group !== 'node';
}

function useradd(options: LetterOptions, facts: UserFacts): Commands | undefined {
  const [name, ...more] = options.operands;
  if (name === undefined || more.length > 0 || hasAny(options, 'bDefkKop')) return undefined;
  const system = options.has('r');
  const given = options.value('g');
  const group = given === undefined ? undefined : nameOfGroup(given, facts);
  const [shell, home] = [shellOf(options, system, facts), homeOf(options)];
  if ((given !== undefined && group === undefined) || shell === undefined || home === undefined)
    return undefined;
  const uid = options.value('u');
  const own = given === undefined && !options.has('N') && (system || isTaken(uid, facts));
  const primary = group ?? (own ? name : options.has('N') ? 'users' : undefined);
  const user = [
    'adduser',
    system ? '-S' : '',
    '-D',
    options.has('m') && !options.has('M') ? '' : '-H',
    ...home,
    ...valued('-u', uid),
    ...valued('-G', primary),
    ...shell,
    ...valued('-g', options.value('c')),
    name,
  ];
  const others = membership(options.value('G'), name);
  return others && [...(own ? [ownGroup(name, system, uid, facts)] : []), user, ...others];
}

function valued(option: string, value: string | undefined): string[] {
  return value === undefined ? [] : [option, value];
}

/** BusyBox wants names: `adduser -G 1001` says "unknown group 1001". */
function nameOfGroup(group: string, { groupNamed }: UserFacts): string | undefined {
  return /^["']?\d|\$/.test(group) ? groupNamed(group) : group;
}

function shellOf(
  options: LetterOptions,
  system: boolean,
  { usesSu }: UserFacts,
): string[] | undefined {
  const given = options.value('s');
  if (given === undefined) return system && usesSu ? ['-s', '/bin/sh'] : [];
  return Object.hasOwn(shells, given) ? ['-s', shells[given] as string] : undefined;
}

function homeOf(options: LetterOptions): string[] | undefined {
  const home = options.value('d');
  if (home === undefined) return [];
  const made = options.has('m') && !options.has('M');
  return made && !parents.has(home.replace(/\/[^/]*\/?$/, '')) ? undefined : ['-h', home];
}

/** `addgroup USER GROUP` for each further group. */
function membership(groups: string | undefined, user: string): Commands | undefined {
  const names = groups?.split(',') ?? [];
  return names.every((name) => /^[a-z_][\w-]*$/.test(name))
    ? names.map((name) => ['addgroup', user, name])
    : undefined;
}

function usermod(options: LetterOptions): Commands | undefined {
  const [name, ...more] = options.operands;
  const only = options.has('a') && options.value('G') !== undefined;
  if (name === undefined || more.length > 0 || !only || hasAny(options, 'cdefglLmoprsuU'))
    return undefined;
  return membership(options.value('G'), name);
}

function userdel(options: LetterOptions): Commands | undefined {
  const [name, ...more] = options.operands;
  if (name === undefined || more.length > 0 || options.has('f')) return undefined;
  return [['deluser', options.has('r') ? '--remove-home' : '', name]];
}

/** Debian's adduser is a program of its own, with options that BusyBox has, and some more. */
function adduser({ values, flags, operands }: OptionsRead, facts: UserFacts): Commands | undefined {
  const [name, ...more] = operands;
  const system = flags.has('system');
  const silent = system || flags.has('disabled-login') || flags.has('disabled-password');
  if (name === undefined || more.length > 0 || !silent || flags.has('force-badname'))
    return undefined;
  const gid = values.get('gid');
  const named = gid === undefined ? values.get('ingroup') : facts.groupNamed(gid);
  const shell = values.get('shell');
  if ((gid !== undefined && named === undefined) || (shell && !Object.hasOwn(shells, shell)))
    return undefined;
  const own = flags.has('group') && named === undefined;
  return [
    ...(own ? [ownGroup(name, system, values.get('uid'), facts)] : []),
    [
      'adduser',
      system ? '-S' : '',
      '-D',
      flags.has('no-create-home') ? '-H' : '',
      ...valued('-h', values.get('home')),
      ...valued('-u', values.get('uid')),
      ...valued('-G', own ? name : named),
      ...valued('-s', shell && shells[shell]),
      ...valued('-g', values.get('gecos') ?? values.get('comment')),
      name,
    ],
  ];
}
