import { posix } from 'node:path';
import { afterInit } from '../../../src/command/index.js';

/** What `--prefix api` and its like leave of a command line. */
export function withoutFolder(words: readonly string[]): readonly string[] {
  const at = words.findIndex((one) => /^(?:--prefix|-C|--cwd|--dir)(?:=|$)/.test(one));
  const taken = words[at]?.includes('=') ? 1 : 2;
  return [...words.slice(0, at), ...words.slice(at + taken)];
}

const assignment = /^\w+=/;

/** A program that starts the one behind it. */
interface Starter {
  /** Its options of which the value is a word of its own. */
  readonly valued?: readonly string[];
  /** How many words of its own follow its options. */
  readonly own?: number;
}

/** The manuals of coreutils, util-linux, gosu, su-exec and cross-env. */
const starters: ReadonlyMap<string, Starter> = new Map<string, Starter>([
  ['exec', { valued: ['-a'] }],
  ['command', {}],
  ['env', { valued: ['-u', '--unset', '-C', '--chdir'] }],
  ['cross-env', {}],
  ['cross-env-shell', {}],
  ['nohup', {}],
  ['time', { valued: ['-f', '--format', '-o', '--output'] }],
  ['nice', { valued: ['-n', '--adjustment'] }],
  ['timeout', { valued: ['-s', '--signal', '-k', '--kill-after'], own: 1 }],
  ['gosu', { own: 1 }],
  ['su-exec', { own: 1 }],
  [
    'setpriv',
    {
      valued:
        '--ruid --euid --reuid --rgid --egid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig'.split(
          ' ',
        ),
    },
  ],
]);

function withoutOptions(words: readonly string[], { valued, own = 0 }: Starter): readonly string[] {
  let at = 1;
  while (words[at]?.startsWith('-')) at += valued?.includes(words[at] ?? '') ? 2 : 1;
  return words.slice(at + own);
}

/** Takes away what stands before a program and starts it: inits, assignments, `exec`. */
export function withoutWrappers(words: readonly string[]): readonly string[] {
  const [program = ''] = words;
  const init = afterInit(words);
  if (init) return withoutWrappers(init);
  if (assignment.test(program)) return withoutWrappers(words.slice(1));
  const starter = starters.get(posix.basename(program));
  if (starter) return withoutWrappers(withoutOptions(words, starter));
  return /(?:^|\/)docker-entrypoint\.sh$/.test(program) && words.length > 1
    ? withoutWrappers(words.slice(1))
    : words;
}
