import { lex, type LexerOptions, MalformedWord, type Reference } from './lexer.js';

/** The value of a variable: undefined when it is not known, null when it is known to be unset. */
export type Lookup = (name: string) => string | undefined | null;

/** Stands for a value that is not known; no text read from a file holds halves of surrogates. */
const unknown = '\ud800\ud800';

/**
 * Expands a word as the builder does: quotes, escapes, `$x`, `${x}` and its modifiers
 * (handbook A24–A26). Patterns (`#`, `%`, `/`) are rare in Dockerfiles and not worked out.
 *
 * @returns the value, or undefined when a variable in it is not known or the word is malformed
 */
export function expand(word: string, lookup: Lookup, escape = '\\'): string | undefined {
  return filled(word, lookup, { escape });
}

/** The same for the body of a heredoc, where quotes mean nothing (dispatch of SupportsSingleWordExpansionRaw). */
export function expandBody(body: string, lookup: Lookup): string | undefined {
  return filled(body, lookup, { escape: '\\', skipQuotes: true });
}

function filled(word: string, lookup: Lookup, reading: Reading): string | undefined {
  if (!special.test(word)) return word;
  let length = word.length;
  const value = lexed(word, reading, (reference) => {
    const piece = resolved(reference, lookup(reference.name));
    length += piece.length;
    if (length > longest) throw new MalformedWord('The value is too long.');
    return piece;
  });
  return value?.includes(unknown) ? undefined : value;
}

/** What means something to the lexer, the byte-order mark that Go drops included. */
const special = /["'$<\\`\ufeff\ud800-\udfff]/;

/** Values that double from line to line would fill the memory: a longer one counts as not known. */
const longest = 64 * 1024;

/**
 * The names of the variables that a text refers to, in order, repeated ones included. In a text
 * that the builder could not expand they are those that look like one.
 */
export function variablesIn(text: string, escape = '\\'): string[] {
  if (!text.includes('$')) return [];
  const names: string[] = [];
  const whole = lexed(text, { escape }, ({ name }) => {
    if (name !== '') names.push(name);
    return '';
  });
  return whole === undefined
    ? [...text.matchAll(/\$\{?([\p{L}_][\p{L}\p{Nd}_]*)/gu)].map(([, name = '']) => name)
    : names;
}

type Reading = Pick<LexerOptions, 'escape' | 'skipQuotes'>;

function lexed(
  text: string,
  reading: Reading,
  resolve: (reference: Reference) => string,
): string | undefined {
  try {
    return lex(text, { ...reading, resolve }).text;
  } catch (error) {
    if (error instanceof MalformedWord) return undefined;
    throw error;
  }
}

function resolved({ name, modifier, word }: Reference, value: ReturnType<Lookup>): string {
  if (modifier !== '' && !/^(?::?[-+?]|#|%|\/\/?)$/.test(modifier))
    throw new MalformedWord(`"${modifier}" is no modifier of a variable.`);
  if (value === undefined) return unknown;
  const unset = value === null || (modifier.startsWith(':') && value === '');
  if (modifier.endsWith('-')) return unset ? word : value;
  if (modifier.endsWith('+')) return unset ? '' : word;
  if (modifier.endsWith('?') && unset) throw new MalformedWord(`${name} has to be set.`);
  return /[#%/]/.test(modifier) ? unknown : (value ?? '');
}
