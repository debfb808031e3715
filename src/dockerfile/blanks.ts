/** The blanks of Go's unicode.IsSpace; `\s` of JavaScript has U+FEFF instead of U+0085. */
const spaces = new Set(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a' +
    '\u2028\u2029\u202f\u205f\u3000',
);

/** The few blanks that separate words of an instruction in BuildKit (parser.go, reWhitespace). */
const separators = new Set('\t\v\f\r ');

/** Whether a character is a blank to Go; false past the end of a text. */
export function isSpace(char: string | undefined): boolean {
  return char !== undefined && spaces.has(char);
}

/** Whether a character separates the words of an instruction. */
export function isSeparator(char: string | undefined): boolean {
  return char !== undefined && separators.has(char);
}

/** The first index from `start` on whose character is no blank, `end` at most. */
export function skipSpaces(text: string, start: number, end = text.length): number {
  let at = start;
  while (at < end && isSpace(text[at])) at += 1;
  return at;
}

/** What strings.TrimSpace leaves of a part of a text, as indexes into it. */
export function trimmed(
  text: string,
  start = 0,
  end = text.length,
): { start: number; end: number } {
  const first = skipSpaces(text, start, end);
  let last = end;
  while (last > first && isSpace(text[last - 1])) last -= 1;
  return { start: first, end: last };
}
