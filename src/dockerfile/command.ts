import type { Span } from '../edits.js';
import { endOfWord, isSpace, startOfWord, trimmed } from './blanks.js';

/** A leading `--x` word, quotes and escapes resolved, with its place in the line. */
interface FlagWord extends Span {
  readonly text: string;
}

/** The parts of a joined line, with their places in it. */
export interface Command {
  /** As written. */
  readonly word: string;
  readonly wordAt: number;
  /** Upper case. */
  readonly keyword: string;
  readonly flags: readonly FlagWord[];
  /** What follows keyword and flags, trimmed. */
  readonly argument: string;
  readonly argumentAt: number;
}

/** Takes a joined line apart (split_command.go, splitCommand). */
export function splitCommand(text: string, escape: string): Command {
  const line = trimmed(text);
  const wordEnd = endOfWord(text, line.start, line.end);
  const word = text.slice(line.start, wordEnd);
  const after = startOfWord(text, wordEnd, line.end);
  const { flags, rest } = readFlags(text, after, line.end, escape);
  const { start, end } = trimmed(text, rest, line.end);
  return {
    word,
    wordAt: line.start,
    keyword: upperCase(word),
    flags,
    argument: text.slice(start, end),
    argumentAt: start,
  };
}

/** U+212A, the sign for kelvin, lowers to a "k" in Go too; U+017F only rises to an "S". */
function upperCase(word: string): string {
  const lower = word.toLowerCase();
  return /^[a-z]+$/.test(lower) ? lower.toUpperCase() : word;
}

/** Reads the leading `--x` words up to another word or a lone `--` (handbook A12). */
function readFlags(
  text: string,
  from: number,
  end: number,
  escape: string,
): { flags: FlagWord[]; rest: number } {
  const flags: FlagWord[] = [];
  let at = from;
  for (;;) {
    while (at < end && isAsciiSpace(text[at])) at += 1;
    if (at + 1 >= end || !text.startsWith('--', at)) return { flags, rest: at };
    const flag = readFlag(text, at, end, escape);
    if (flag.text === '--') return { flags, rest: flag.end };
    flags.push(flag);
    at = flag.end;
  }
}

/** One word with quotes and escapes resolved; an escape counts between single quotes too. */
function readFlag(line: string, start: number, end: number, escape: string): FlagWord {
  let text = '';
  let quote = '';
  let at = start;
  for (; at < end; at += 1) {
    const char = line[at] as string;
    if (quote === '' && isAsciiSpace(char)) break;
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char !== escape) text += char;
    else if ((at += 1) < end) text += line[at] as string;
  }
  return { text, start, end: Math.min(at, end) };
}

/** BuildKit reads flags byte by byte; readInstruction refuses flags beyond ASCII. */
function isAsciiSpace(char: string | undefined): boolean {
  return char !== undefined && char <= ' ' && isSpace(char);
}
