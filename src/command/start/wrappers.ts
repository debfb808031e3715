import { programDoes } from '../../knowledge/program-traits.js';
import { type Unresolved, unresolved } from './resolved.js';

/** Assignments before a program, and the program. */
interface Prefixed {
  readonly settings: readonly string[];
  readonly rest: readonly string[];
}

/** `cross-env A=b node x` is `env A=b node x` (handbook E23). */
export function withoutCrossEnv(words: readonly string[]): Prefixed {
  const program = words[0]?.replace(/^\/usr\/bin\//, '');
  if (program !== 'cross-env' && program !== 'env') return { settings: [], rest: words };
  const end = words.findIndex((word, index) => index > 0 && !/^[A-Za-z_]\w*=/.test(word));
  if (end === -1 || (program === 'cross-env' && words.some(readByCrossEnv)))
    return { settings: [], rest: words };
  return { settings: words.slice(1, end), rest: words.slice(end) };
}

/** cross-env replaces variables, and takes away quotes and backslashes, where `env` does not. */
function readByCrossEnv(word: string): boolean {
  return /[$\\]|^\w+=["']/.test(word);
}

/** Programs that start the one named behind `--`, or behind their options with these values. */
const wrappers: Readonly<Record<string, readonly string[] | undefined>> = {
  dotenv: undefined,
  dotenvx: undefined,
  'env-cmd': ['-f', '--file', '-e', '--environments', '-r', '--rc-file'],
};
/**
 * Where the program stands that a wrapper starts: 0 when it is none. A wrapper looks it up on the
 * PATH, which npm sets, so that its path must be written there as well.
 */
export function wrappedAt(words: readonly string[]): number | Unresolved {
  const [program = ''] = words;
  const line = words.join(' ');
  if (programDoes(program, 'launches') && !startsNodeOnly(words))
    return unresolved('script', `"${line}" starts programs by the PATH that npm sets.`);
  if (!Object.hasOwn(wrappers, program)) return 0;
  const end = words.indexOf('--');
  const at = end === -1 ? afterOptions(words, wrappers[program]) : end + 1;
  return at > 0 && at < words.length
    ? at
    : unresolved('script', `"${line}" starts another program in a way that is not understood.`);
}

const onlyShows = /^(?:logs?|list|ls|status|monit|save|flush|ping)$/;

/** `concurrently "node a" "node b"`, `pm2 start app.js`: node is found without npm. */
function startsNodeOnly([program, ...args]: readonly string[]): boolean {
  if (program === 'pm2')
    return (
      onlyShows.test(args[0] ?? '') || args.some((word) => /\.(?:[cm]?js|json|ya?ml)$/.test(word))
    );
  const commands = args.filter((word) => !word.startsWith('-'));
  return program === 'concurrently' && commands.every((word) => /^node\s/.test(word));
}

function afterOptions(words: readonly string[], valued: readonly string[] | undefined): number {
  if (!valued) return 0;
  let at = 1;
  while (words[at]?.startsWith('-')) at += valued.includes(words[at] ?? '') ? 2 : 1;
  return at;
}
