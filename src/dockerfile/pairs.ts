import type { Span } from '../edits.js';
import { shortened } from '../sentence.js';
import { endOfWord, startOfWord } from './blanks.js';
import { wordsIn } from './words.js';

/** `NAME=value`, its parts as written, with their places in the argument. */
export interface Pair extends Span {
  readonly name: string;
  readonly value?: string;
  /** Where the value begins; it ends with the pair. */
  readonly valueAt?: number;
}

/**
 * The pairs of ENV, LABEL or ARG (line_parsers.go, parseNameVal and parseNameOrNameVal).
 *
 * @returns what is wrong, as a sentence, where BuildKit refuses the argument
 */
export function pairsIn(
  keyword: string,
  argument: string,
  escape: string,
): readonly Pair[] | string {
  const words = wordsIn(argument, escape);
  const [first] = words;
  if (!first)
    return keyword === 'ARG' ? 'ARG takes a name.' : `${keyword} takes a name and a value.`;
  if (keyword !== 'ARG' && !first.text.includes('=')) return legacyPair(keyword, argument);
  const bare = words.find(({ text }) => !text.includes('='));
  if (bare && keyword !== 'ARG')
    return `${keyword} takes NAME=value; "${shorten(bare.text)}" has no "=".`;
  if (words.some(({ text }) => text.startsWith('='))) return `A name of ${keyword} is empty.`;
  return words.map(({ text, start, end }) => {
    const equals = text.indexOf('=');
    if (equals === -1) return { name: text, start, end };
    return {
      name: text.slice(0, equals),
      value: text.slice(equals + 1),
      valueAt: start + equals + 1,
      start,
      end,
    };
  });
}

/** `ENV KEY value with spaces`: one pair, whose value takes the rest of the line (handbook A27). */
function legacyPair(keyword: string, argument: string): readonly Pair[] | string {
  const name = endOfWord(argument, 0);
  if (name === argument.length) return `${keyword} takes a name and a value.`;
  const valueAt = startOfWord(argument, name);
  const value = argument.slice(valueAt);
  return [{ name: argument.slice(0, name), value, valueAt, start: 0, end: argument.length }];
}

/** A word of the user's short enough for a message. */
export function shorten(word: string): string {
  return shortened(word, 30);
}
