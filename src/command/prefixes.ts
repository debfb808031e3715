import { posix } from 'node:path';
import { programDoes } from '../knowledge/program-traits.js';
import { commandPrefix } from '../knowledge/system/command-prefixes.js';

/** Takes an init and its options off an argument vector; undefined when it is none. */
export function afterInit(argv: readonly string[]): readonly string[] | undefined {
  const name = nameOf(argv[0]);
  return programDoes(name, 'init') ? argv.slice(commandStart(name, argv)) : undefined;
}

/** The words in front of the program: inits, programs that drop privileges, and the like. */
export function prefixOf(argv: readonly string[]): readonly string[] {
  const length = prefixLength(argv);
  if (length === 0 || length >= argv.length) return [];
  return [...argv.slice(0, length), ...prefixOf(argv.slice(length))];
}

/** Whether a program is known to start the command behind it, and nothing else. */
export function isPrefix(program: string): boolean {
  const name = nameOf(program);
  return programDoes(name, 'init', 'surrounds', 'waitsFor');
}

function prefixLength(argv: readonly string[]): number {
  const init = afterInit(argv);
  if (init) return argv.length - init.length;
  const name = nameOf(argv[0]);
  if (programDoes(name, 'waitsFor')) return argv.indexOf('--') + 1;
  return programDoes(name, 'surrounds') ? commandStart(name, argv) : 0;
}

/** Where the command stands behind a program that starts it, that program's own words passed over. */
export function commandStart(program: string, argv: readonly string[]): number {
  const { valued = [], words = 0 } = commandPrefix(program) ?? {};
  let at = 1;
  while (argv[at]?.startsWith('-') && argv[at] !== '--')
    at += valued.includes(argv[at] ?? '') ? 2 : 1;
  return (argv[at] === '--' ? at + 1 : at) + words;
}

/** The program without its folder; `tini-static` is tini. */
function nameOf(program: string | undefined): string {
  return posix.basename(program ?? '').replace(/^tini-static$/, 'tini');
}
