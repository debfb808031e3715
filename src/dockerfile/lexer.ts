import { onDemand } from '../memo.js';
import { isSpace } from './blanks.js';

/** A variable where it is used: `$name`, `${name}` or `${name<modifier>word}`. */
export interface Reference {
  readonly name: string;
  readonly braced: boolean;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `%`, `/` or `//`; empty without one. */
  readonly modifier: string;
  /** What follows the modifier, itself expanded. */
  readonly word: string;
  /** What follows the second slash of `${name/word/replacement}`. */
  readonly replacement: string;
}

/** How a text is read. */
export interface LexerOptions {
  readonly escape: string;
  /** Keep quotes. */
  readonly rawQuotes?: boolean;
  /** Quotes are signs like any other. */
  readonly skipQuotes?: boolean;
  /** Keep escape characters. */
  readonly rawEscapes?: boolean;
  /** What takes the place of a variable. */
  readonly resolve: (reference: Reference) => string;
}

/** What the builder's lexer makes of a text: one word, or many when it is split at blanks. */
interface Lexed {
  readonly text: string;
  readonly words: readonly string[];
}

/** The builder would stop at this text. */
export class MalformedWord extends Error {
  override readonly name = 'MalformedWord';
}

/** `${a:-${b:-…}}` deeper than this is not read; BuildKit has no limit, our stack has one. */
const deepest = 100;

/** The builder might go on where we do not. */
export class NestedTooDeeply extends MalformedWord {}

/** Prepared for the first variable: that takes as long as a short file. */
const nameOfAny = onDemand(() => /\p{Nd}+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*/uy);

/**
 * The builder's lexer for quotes, escapes and variables (frontend/dockerfile/shell/lex.go, method by
 * method, its oddities included: they decide what a heredoc is).
 *
 * @throws MalformedWord
 */
export function lex(text: string, options: LexerOptions): Lexed {
  return new Lexer(text, options).read('', options.rawEscapes === true, false);
}

class Lexer {
  #at: number;
  #depth = 0;
  /** The word under construction; as in BuildKit, a nested word throws away what is begun. */
  #word = '';
  #rawEscapes = false;

  constructor(
    readonly text: string,
    readonly options: LexerOptions,
  ) {
    // Go's text/scanner drops a byte order mark at the very start.
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  /** Reads up to a stop character outside quotes, or to the end (processStopOn). */
  read(stop: string, rawEscapes: boolean, inPattern: boolean): Lexed {
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    this.#word = '';
    const words: string[] = [];
    let text = '';
    for (let char = this.#peek(); char !== undefined && char !== stop; char = this.#peek()) {
      const piece = this.#piece(char, inPattern);
      text += piece;
      if (char === '$') for (const one of piece) this.#add(one, words);
      else if (piece.length === 1 && char === piece) this.#add(piece, words);
      else this.#word += piece;
    }
    if (stop !== '' && this.#next() === undefined)
      throw new MalformedWord(`A closing "${stop}" is missing.`);
    this.#endWord(words);
    this.#rawEscapes = outer;
    return { text, words };
  }

  #piece(char: string, inPattern: boolean): string {
    const quotes = this.options.skipQuotes !== true;
    if (quotes && char === "'") return this.#singleQuoted(inPattern);
    if (quotes && char === '"') return this.#doubleQuoted(inPattern);
    if (char === '$') return this.#variable();
    if (char === '<') return this.#angle();
    this.#at += 1;
    if (char !== this.options.escape) return char;
    return (this.#rawEscapes ? char : '') + (this.#next() ?? '');
  }

  /** Blanks end a word; they do not begin one. */
  #add(char: string, words: string[]): void {
    if (isSpace(char)) this.#endWord(words);
    else this.#word += char;
  }

  #endWord(words: string[]): void {
    if (this.#word !== '') words.push(this.#word);
    this.#word = '';
  }

  #singleQuoted(inPattern: boolean): string {
    const end = this.text.indexOf("'", this.#at + 1);
    if (end === -1) throw new MalformedWord('A single quote is never closed.');
    const inner = this.text.slice(this.#at + 1, end);
    this.#at = end + 1;
    const { escape } = this.options;
    return this.#quoted("'", inPattern ? inner.replaceAll(escape, escape + escape) : inner);
  }

  #doubleQuoted(inPattern: boolean): string {
    let value = '';
    this.#at += 1;
    for (let char = this.#peek(); char !== '"'; char = this.#peek()) {
      if (char === undefined) throw new MalformedWord('A double quote is never closed.');
      if (char === '$') value += this.#variable();
      else if (char === this.options.escape) value += this.#escapedInQuotes(inPattern);
      else value += this.#next();
    }
    this.#at += 1;
    return this.#quoted('"', value);
  }

  /** Between double quotes only the quote, the dollar and the escape character can be escaped. */
  #escapedInQuotes(inPattern: boolean): string {
    const { escape, rawQuotes } = this.options;
    this.#at += 1;
    const next = this.#peek();
    if (next === undefined) return '';
    if (next !== '"' && next !== '$' && next !== escape)
      return this.#rawEscapes && (!rawQuotes || inPattern) ? escape + escape : escape;
    this.#at += 1;
    return this.#rawEscapes ? escape + next : next;
  }

  #quoted(quote: string, value: string): string {
    return this.options.rawQuotes ? quote + value + quote : value;
  }

  /** `<<` holds the blanks after it fast, so that `<< EOF` stays one word. */
  #angle(): string {
    this.#at += 1;
    if (this.#peek() !== '<') return '<';
    const start = this.#at;
    this.#at += 1;
    while (['\t', '\r', ' '].includes(this.#peek() ?? '')) this.#at += 1;
    return `<${this.text.slice(start, this.#at)}`;
  }

  #variable(): string {
    this.#at += 1;
    if (this.#peek() === '{') return this.#braced();
    const found = this.#name();
    const reference = { name: found, braced: false, modifier: '', word: '', replacement: '' };
    return found === '' ? '$' : this.options.resolve(reference);
  }

  #braced(): string {
    if (this.#depth >= deepest) throw new NestedTooDeeply('Variables are nested too deeply.');
    this.#depth += 1;
    this.#at += 1;
    if (['{', '}', ':'].includes(this.#peek() ?? ''))
      throw new MalformedWord('A variable has no name.');
    const value = this.options.resolve({ name: this.#name(), braced: true, ...this.#modifier() });
    this.#depth -= 1;
    return value;
  }

  #modifier(): Pick<Reference, 'modifier' | 'word' | 'replacement'> {
    const char = this.#next();
    if (char === '}') return { modifier: '', word: '', replacement: '' };
    if (char === '/') return this.#replacement();
    const modifier = char === ':' ? `:${this.#next() ?? ''}` : (char ?? '');
    if (!/^(?::[^#%]?|[-+?#%])$/su.test(modifier))
      throw new MalformedWord(`"${modifier}" is no modifier of a variable.`);
    const pattern = modifier === '#' || modifier === '%';
    return { modifier, word: this.read('}', pattern, pattern).text, replacement: '' };
  }

  #replacement(): Pick<Reference, 'modifier' | 'word' | 'replacement'> {
    const all = this.#peek() === '/';
    if (all) this.#at += 1;
    const word = this.read('/', true, true).text;
    return { modifier: all ? '//' : '/', word, replacement: this.read('}', true, false).text };
  }

  #name(): string {
    const name = nameOfAny();
    name.lastIndex = this.#at;
    const found = name.exec(this.text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #peek(): string | undefined {
    return this.text[this.#at];
  }

  #next(): string | undefined {
    return this.text[this.#at++];
  }
}
