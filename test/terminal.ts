import { execFileSync, spawn } from 'node:child_process';
import { command } from './command-line.js';

/** `script` of util-linux runs a program on a terminal of its own. */
export function hasTerminal(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

/** Runs the command on a terminal, and gives the next keys at each question. */
export async function typed(folder: string, words: string, keys: string[]) {
  const line = `'${process.execPath}' '${command}' ${words}`;
  const { NO_COLOR: _1, FORCE_COLOR: _2, NODE_OPTIONS: _3, ...env } = process.env;
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    cwd: folder,
    env: { ...env, TERM: 'xterm' },
  });
  let shown = '';
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const questions = shown.split('[y,n,a,d,q,?]?').length - 1;
    // readline shows a question again for each key.
    if (questions > answered && keys.length > 0 && /\? (?:\u001b\[[\d;]*[A-Za-z])*$/.test(shown)) {
      answered = questions;
      child.stdin.write(keys.shift() ?? '');
    }
  });
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
  });
  return { code, shown };
}
