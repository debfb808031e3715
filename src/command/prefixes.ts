/** Inits: they start another program and pass signals on, with their options that take a value. */
const inits: Readonly<Record<string, readonly string[]>> = {
  tini: ['-p', '-e'],
  'dumb-init': ['-r', '--rewrite'],
  catatonit: [],
};

/** Takes an init and its options off an argument vector; undefined when it is none. */
export function afterInit(argv: readonly string[]): readonly string[] | undefined {
  const name = nameOf(argv[0]);
  return Object.hasOwn(inits, name) ? argv.slice(optionsEnd(argv, inits[name] ?? [])) : undefined;
}

/** How a program takes the command that it starts. */
interface Wrapper {
  /** Options that take the next word. */
  readonly valued: string;
  /** Words of its own before the command. */
  readonly words: number;
}

/** Programs that start the command behind their own words as it stands (manual page of each). */
const wrappers: Readonly<Record<string, Wrapper>> = {
  'su-exec': { valued: '', words: 1 },
  gosu: { valued: '', words: 1 },
  setpriv: {
    valued:
      '--ruid --euid --reuid --rgid --egid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig',
    words: 0,
  },
  nice: { valued: '-n --adjustment', words: 0 },
  ionice: { valued: '-c -n', words: 0 },
  chrt: { valued: '', words: 1 },
  nohup: { valued: '', words: 0 },
  stdbuf: { valued: '-i -o -e', words: 0 },
  timeout: { valued: '-s --signal -k --kill-after', words: 1 },
  'xvfb-run': { valued: '-n -s -e -f -p -w', words: 0 },
  dockerize: {
    valued:
      '-wait -timeout -wait-retry-interval -wait-http-header -template -stdout -stderr -delims -poll',
    words: 0,
  },
  'docker-entrypoint.sh': { valued: '', words: 0 },
};
/** Scripts that wait for a port and start what stands behind `--`. */
const waits = /^wait-for(?:-it|-port|-postgres|-mysql|-db)?(?:\.sh)?$|^wait-port$|^wait-on$/;

/** The words in front of the program: inits, programs that drop privileges, and the like. */
export function prefixOf(argv: readonly string[]): readonly string[] {
  const length = prefixLength(argv);
  if (length === 0 || length >= argv.length) return [];
  return [...argv.slice(0, length), ...prefixOf(argv.slice(length))];
}

/** Whether a program is known to start the command behind it, and nothing else. */
export function isPrefix(program: string): boolean {
  const name = nameOf(program);
  return Object.hasOwn(inits, name) || Object.hasOwn(wrappers, name) || waits.test(name);
}

function prefixLength(argv: readonly string[]): number {
  const init = afterInit(argv);
  if (init) return argv.length - init.length;
  const name = nameOf(argv[0]);
  if (waits.test(name)) return argv.indexOf('--') + 1;
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  return wrapper ? optionsEnd(argv, wrapper.valued.split(' ')) + wrapper.words : 0;
}

function optionsEnd(argv: readonly string[], valued: readonly string[]): number {
  let at = 1;
  while (argv[at]?.startsWith('-') && argv[at] !== '--')
    at += valued.includes(argv[at] ?? '') ? 2 : 1;
  return argv[at] === '--' ? at + 1 : at;
}

/** The program without its folder; `tini-static` is tini. */
function nameOf(program: string | undefined): string {
  return (program ?? '').replace(/^.*\//, '').replace(/^tini-static$/, 'tini');
}
