const space = /[\t\n\v\f\r \u0085\u00a0]/;
const quotes = new Set(["'", '"']);

/**
 * Splits text at blanks outside quotes, keeping quotes and escapes, as BuildKit's shell lexer does
 * with RawQuotes and RawEscapes. Text with an open quote has no words: the lexer gives up there.
 */
export function splitWords(text: string, escape = '\\'): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === escape && quote !== "'" && at + 1 < text.length) {
      word += char + (text[(at += 1)] as string);
      continue;
    }
    if (quote === '' && space.test(char)) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    if (quote === char) quote = '';
    else if (quote === '' && quotes.has(char)) quote = char;
    word += char;
  }
  if (quote !== '') return [];
  return word === '' ? words : [...words, word];
}
