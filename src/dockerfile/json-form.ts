import { skipSpaces } from './blanks.js';

const mayBe = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);

/** The JSON form of an instruction's argument; that of HEALTHCHECK follows its type. */
export function jsonFormOf(keyword: string, argument: string): ReturnType<typeof jsonForm> {
  if (keyword === 'HEALTHCHECK')
    return jsonForm(argument.slice(/^[^\t\n\v\f\r ]*/.exec(argument)?.[0].length));
  return mayBe.has(keyword) ? jsonForm(argument) : undefined;
}

/**
 * The strings of a JSON form; undefined where the text is no JSON array, which makes it the shell
 * form (line_parsers.go, parseJSON; handbook A11).
 *
 * `'mixed'` is an array that holds something else, which BuildKit refuses. It takes two such arrays
 * for the shell form that we call mixed: numbers beyond a float, and more than 10,000 levels.
 */
export function jsonForm(text: string): readonly string[] | 'mixed' | undefined {
  const start = skipSpaces(text, 0);
  if (text[start] !== '[') return undefined;
  const value = parsed(text.slice(start));
  if (!Array.isArray(value)) return undefined;
  const strings = value.filter((item) => typeof item === 'string');
  return strings.length === value.length ? strings.map(wellFormed) : 'mixed';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const surrogates = /\p{Surrogate}/gu;

/** Go writes U+FFFD for half of a surrogate pair. */
function wellFormed(text: string): string {
  return text.replace(surrogates, '\ufffd');
}
