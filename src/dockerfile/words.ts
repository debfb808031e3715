import type { Span } from '../edits.js';
import { isSeparator, isSpace } from './blanks.js';

/** A word with its place in the text that was split. */
export interface PlacedWord extends Span {
  readonly text: string;
}

/**
 * Splits the argument of ENV, LABEL or ARG at blanks outside quotes; quotes and escapes stay
 * (line_parsers.go, parseWords). An open quote reaches to the end.
 */
export function wordsIn(text: string, escape: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  let start = -1;
  let quote = '';
  let end = text.length;
  const close = (at: number): void => {
    if (start !== -1 && at > start) words.push({ text: text.slice(start, at), start, end: at });
    start = -1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (quote === '' && isSpace(char)) {
      close(at);
      continue;
    }
    if (start === -1) start = at;
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === escape && quote !== "'") {
      // An escape character that ends the text escapes nothing; BuildKit drops it.
      if (at + 1 === text.length) end = at;
      at += 1;
    }
  }
  close(end);
  return words;
}

/** The words of ENV, LABEL or ARG as text. */
export function splitWords(text: string, escape = '\\'): string[] {
  return wordsIn(text, escape).map((word) => word.text);
}

/**
 * Splits the argument of FROM, COPY, ADD, EXPOSE or VOLUME: at blanks, whatever quotes or escapes
 * say (line_parsers.go, parseStringsWhitespaceDelimited).
 */
export function plainWordsIn(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !isSeparator(text[at])) continue;
    if (at > start) words.push({ text: text.slice(start, at), start, end: at });
    start = at + 1;
  }
  return words;
}
