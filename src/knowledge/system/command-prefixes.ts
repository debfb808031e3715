/** How a program takes the command that it starts, which stands behind its own words as it is. */
export interface CommandPrefix {
  /** Options that take the next word. */
  readonly valued: readonly string[];
  /** Words of its own before the command: a user, a time, a folder. */
  readonly words: number;
  /** Whether `NAME=value` in front of the command is a setting of its; else that is the command. */
  readonly assigns: boolean;
}

/** The options that take a value, by program (manual page or README of each, 2026-11). */
const prefixes: Readonly<Record<string, string>> = {
  c8: '',
  catatonit: '',
  chroot: '',
  chrt: '',
  command: '',
  'cross-env': '',
  'cross-env-shell': '',
  'docker-entrypoint.sh': '',
  dockerize:
    '-wait -timeout -wait-retry-interval -wait-http-header -template -stdout -stderr -delims -poll',
  dotenv: '-e -c',
  dotenvx: '-f',
  'dumb-init': '-r --rewrite',
  env: '-u --unset -C --chdir',
  'env-cmd': '-f -e',
  exec: '-a',
  gosu: '',
  ionice: '-c -n',
  nice: '-n --adjustment',
  nohup: '',
  nyc: '',
  setpriv:
    '--ruid --euid --reuid --rgid --egid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig',
  setsid: '',
  stdbuf: '-i -o -e',
  'su-exec': '',
  sudo: '-u -g',
  time: '-f --format -o --output',
  timeout: '-s --signal -k --kill-after',
  tini: '-p -e',
  xargs: '-I -n -P -L -d -a -s',
  'xvfb-run': '-n -s -e -f -p -w',
};

/** Of these the first word is not the command: a user, a time, a folder. */
const wordFirst = new Set(['chroot', 'chrt', 'gosu', 'su-exec', 'timeout']);

/** These set variables by `NAME=value` in front of the command. */
const assigning = new Set([
  'cross-env',
  'cross-env-shell',
  'dotenv',
  'dotenvx',
  'env',
  'sudo',
  'time',
]);

/** How a program takes the command behind it; undefined for one that is not known to start any. */
export function commandPrefix(program: string): CommandPrefix | undefined {
  if (!Object.hasOwn(prefixes, program)) return undefined;
  return {
    valued: prefixes[program]?.split(' ') ?? [],
    words: wordFirst.has(program) ? 1 : 0,
    assigns: assigning.has(program),
  };
}
