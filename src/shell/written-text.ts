import type { Command } from './command.js';
import { literalWords } from './command-words.js';

/** What a command says into a file. */
export interface WrittenText {
  /** As the command names it. */
  readonly path: string;
  /** Whether it stands behind what the file had. */
  readonly appends: boolean;
  /** Undefined where not every byte is known. */
  readonly text: string | undefined;
}

/** Who reads a script: each has an echo of its own. */
export type Reader = 'dash' | 'ash' | 'unknown';

/**
 * What echo, printf, or `cat` of a heredoc writes to the one file behind it; undefined for a command that writes to none, or in
 * another way.
 *
 * @param script the text in which the command stands
 * @param body of its heredoc, where the shell changes nothing in it
 */
export function writtenBy(
  command: Command,
  script: string,
  reader: Reader,
  body?: string,
): WrittenText | undefined {
  const [path, more] = command.writes;
  const operator = redirection(command, script);
  if (path === undefined || more !== undefined || operator === undefined) return undefined;
  const [program, ...args] = literalWords(command) ?? [];
  const heredoc = program === 'cat' && args.length === 0 ? body : undefined;
  const text = operator.includes('<') ? heredoc : said(program, args, reader);
  return { path, appends: operator.startsWith('>>'), text };
}

/** `>` or `>>`, and `<<` behind it where a heredoc is read; undefined where anything else is redirected. */
function redirection({ start, end, words }: Command, script: string): string | undefined {
  const rest = words.reduce(
    (text, word) =>
      text.slice(0, word.start - start) +
      ' '.repeat(word.end - word.start) +
      text.slice(word.end - start),
    script.slice(start, end),
  );
  // `2>`, `&>` and `>&` are of something else, `>|` of somebody with a setting of his own.
  if (/[\d&][<>]|[<>][&|]/.test(rest)) return undefined;
  const operators = [...rest.matchAll(/[<>]+/g)].map(([operator]) => operator);
  return /^(?:>>?)(?: <<)?$/.exec(operators.toSorted().toReversed().join(' '))?.[0];
}

function said(program = '', args: readonly string[], reader: Reader): string | undefined {
  if (program === 'echo') return echoed(args, reader);
  return program === 'printf' ? formatted(args) : undefined;
}

/** dash expands escapes in each echo, BusyBox behind `-e` alone, and bash may be told either. */
function echoed(args: readonly string[], reader: Reader): string | undefined {
  const option = reader === 'ash' ? /^-[neE]+$/ : /^-n$/;
  const count = args.findIndex((word) => !option.test(word));
  const words = count === -1 ? [] : args.slice(count);
  const options = args.slice(0, args.length - words.length).join('');
  const text = words.join(' ') + (options.includes('n') ? '' : '\n');
  if (words[0]?.startsWith('-') || options.includes('E')) return undefined;
  if (!text.includes('\\')) return text;
  if (reader === 'ash' && !options.includes('e')) return text;
  return reader === 'unknown' ? undefined : unescaped(text, 'nt\\');
}

/** A format is used again for as long as there are arguments. */
function formatted([format = '-', ...args]: readonly string[]): string | undefined {
  const parts = unescaped(format, 'nt\\"')?.split(/(%s|%%)/);
  const holes = parts?.filter((part) => part === '%s').length ?? 0;
  if (!parts || format.startsWith('-') || parts.some((part) => /^(?!%[s%]$).*%/s.test(part)))
    return undefined;
  if (holes === 0 && args.length > 0) return undefined;
  const rounds = holes === 0 ? 1 : Math.max(1, Math.ceil(args.length / holes));
  const queue = [...args];
  const fill = (part: string): string =>
    part === '%s' ? (queue.shift() ?? '') : part === '%%' ? '%' : part;
  return Array.from({ length: rounds }, () => parts.map(fill).join('')).join('');
}

/** What escapes stand for; echo leaves that of a quote as it is. */
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', '"': '"' };

/** A text with line breaks and the like in place of their escapes; undefined where it has others than these. */
function unescaped(text: string, letters: string): string | undefined {
  const found = [...text.matchAll(/\\(.?)/gs)];
  return found.every(([, letter = '']) => letter !== '' && letters.includes(letter))
    ? text.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? '')
    : undefined;
}
