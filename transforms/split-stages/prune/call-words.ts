import { posix } from 'node:path';
import { afterInit } from '../../../src/command/index.js';

/** What `--prefix api` and its like leave of a command line. */
export function withoutFolder(words: readonly string[]): readonly string[] {
  const at = words.findIndex((one) => /^(?:--prefix|-C|--cwd|--dir)(?:=|$)/.test(one));
  const taken = words[at]?.includes('=') ? 1 : 2;
  return [...words.slice(0, at), ...words.slice(at + taken)];
}

const prefixes = /^(?:exec|env|cross-env|cross-env-shell|command|nohup|time|\w+=.*)$/;
/** Programs that start the one behind them, with how many words stand between. */
const drops: Readonly<Record<string, number>> = {
  gosu: 2,
  'su-exec': 2,
  setpriv: 1,
  nice: 1,
  timeout: 2,
};

/** Takes away what stands before a program and starts it: inits, assignments, `exec`. */
export function withoutWrappers(words: readonly string[]): readonly string[] {
  const [program = ''] = words;
  const init = afterInit(words);
  if (init) return withoutWrappers(init);
  if (prefixes.test(program)) return withoutWrappers(words.slice(1));
  const count = drops[posix.basename(program)];
  if (count !== undefined) return withoutWrappers(words.slice(count));
  return /(?:^|\/)docker-entrypoint\.sh$/.test(program) && words.length > 1
    ? withoutWrappers(words.slice(1))
    : words;
}
