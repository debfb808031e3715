import type { Span } from '../edits.js';
import { wordSet } from '../grouping.js';
import type { Word } from './command.js';

/** An operator between plain commands. */
interface PlainJoint extends Span {
  readonly text: '&&' | ';';
}

export interface PlainCommand extends Span {
  readonly words: readonly Word[];
  /** What stands before it; absent for the first. */
  readonly joint?: PlainJoint;
}

export interface PlainScript {
  readonly commands: readonly PlainCommand[];
  /** The semicolon behind the last command. */
  readonly trailing?: PlainJoint;
}

/**
 * An operator or a word behind blanks, or the end. A word has quotes without escapes and variables
 * without operators; nothing is substituted, grouped or redirected, or runs in the background.
 */
const part =
  /[\t ]*(?:(&&|;)|((?:[\w./:@,+=*-]|\$(?=[A-Za-z_])|\$\{[A-Za-z_]\w*\}|'[^'\n\r]*'|"(?:[^"$`\\\n\r]|\$(?=[A-Za-z_])|\$\{[A-Za-z_]\w*\})*")+)|$)/gy;
/** Words that are no program where a command begins. */
const reserved = wordSet(
  'case coproc do done elif else esac fi for function if in select then time until while',
);

/**
 * Reads a script of nothing but plain words, `&&` and `;`, as most RUNs are, for a fraction of
 * what parsing takes; a test holds it against the parser.
 *
 * @returns undefined where there may be more to it
 */
export function plainScript(text: string): PlainScript | undefined {
  const commands: PlainCommand[] = [];
  let words: Word[] = [];
  let joint: PlainJoint | undefined;
  let done = 0;
  for (const { 0: found, 1: operator, 2: written = '', index } of text.matchAll(part)) {
    done = index + found.length;
    if (written !== '') {
      const word = wordOf(written, done - written.length);
      if (!word) return undefined;
      words.push(word);
    } else if (operator !== undefined) {
      if (!startsProgram(words)) return undefined;
      commands.push(commandOf(words, joint));
      joint = { start: done - operator.length, end: done, text: operator as PlainJoint['text'] };
      words = [];
    }
  }
  if (done < text.length) return undefined;
  if (words.length === 0) return joint?.text === ';' ? { commands, trailing: joint } : undefined;
  return startsProgram(words) ? { commands: [...commands, commandOf(words, joint)] } : undefined;
}

/** Undefined for `export A="b"`, an assignment behind a program. */
function wordOf(text: string, start: number): Word | undefined {
  const end = start + text.length;
  if (!/['"$*]/.test(text)) return { text, value: text, pattern: false, start, end };
  if (/^\w+\+?=/.test(text)) return undefined;
  const pattern = text.replace(/'[^']*'|"[^"]*"/g, '').includes('*');
  const expands = text.replace(/("[^"]*")|'[^']*'/g, '$1').includes('$');
  const value = expands ? undefined : text.replace(/'([^']*)'|"([^"]*)"/g, '$1$2');
  return { text, value, pattern, start, end };
}

function startsProgram([first]: readonly Word[]): boolean {
  return first !== undefined && !first.text.includes('=') && !reserved.has(first.text);
}

function commandOf(words: readonly Word[], joint: PlainJoint | undefined): PlainCommand {
  const [first, last] = [words[0] as Word, words.at(-1) as Word];
  return { start: first.start, end: last.end, words, ...(joint && { joint }) };
}
