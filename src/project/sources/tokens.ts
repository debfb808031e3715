import { onDemand } from '../../memo.js';
import { wordSet } from '../../grouping.js';

/** A word, a string or a sign of JavaScript text; comments and regular expressions are left out. */
export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'sign';
  /** The word, the text between the quotes, or the sign. */
  readonly value: string;
  /** Offset in the text. */
  readonly at: number;
  /** A part of a template behind which an expression stands. */
  readonly continues?: true;
}

const asciiStart = /[A-Za-z$_#]/;
const asciiInside = /[\w$]/;
/** The engine takes its time to prepare these, and few sources have such letters outside of texts. */
const unicodeStart = onDemand(() => /\p{ID_Start}/u);
const unicodeInside = onDemand(() => /[\p{ID_Continue}\u200c\u200d]/u);

function startsWord(char: string): boolean {
  return char < '\x80' ? asciiStart.test(char) : unicodeStart().test(char);
}

function isInWord(char: string): boolean {
  return char < '\x80' ? asciiInside.test(char) : unicodeInside().test(char);
}

/** Words behind which a slash begins a regular expression. */
const beforeExpression = wordSet(
  'await case delete do else in instanceof new of return throw typeof void yield',
);

/**
 * Takes JavaScript, TypeScript or JSX apart far enough to see which modules it names. Text that is
 * no code (JSX, templates of Vue) gives words and signs without harm.
 */
export function sourceTokens(text: string): readonly Token[] {
  return new Reader(text).read();
}

class Reader {
  readonly #tokens: Token[] = [];
  /** For each template that is open: how many braces are open inside its `${`. */
  readonly #templates: number[] = [];
  #at = 0;

  constructor(readonly text: string) {}

  read(): readonly Token[] {
    const { text } = this;
    while (this.#at < text.length) {
      const char = text[this.#at] as string;
      if (char <= ' ') this.#at += 1;
      else if (char === '/' && text[this.#at + 1] === '/') this.#skipTo('\n');
      else if (char === '/' && text[this.#at + 1] === '*') this.#skipTo('*/');
      else if (char === '"' || char === "'") this.#string(char);
      else if (char === '`') this.#template();
      else if (char === '/' && this.#isExpressionNext()) this.#expression();
      else if (startsWord(char)) this.#word();
      else this.#sign(char);
    }
    return this.#tokens;
  }

  #skipTo(end: string): void {
    const found = this.text.indexOf(end, this.#at + 2);
    this.#at = found === -1 ? this.text.length : found + end.length;
  }

  #push(kind: Token['kind'], value: string, at: number): void {
    this.#tokens.push({ kind, value, at });
  }

  #word(): void {
    const start = this.#at;
    do this.#at += 1;
    while (this.#at < this.text.length && isInWord(this.text[this.#at] as string));
    this.#push('word', this.text.slice(start, this.#at), start);
  }

  /** A quote without its pair in the line is an apostrophe of a text. */
  #string(quote: string): void {
    const start = this.#at;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== quote && this.text[end] !== '\n')
      end += this.text[end] === '\\' ? 2 : 1;
    const closed = this.text[end] === quote;
    if (closed) this.#push('string', this.text.slice(start + 1, end), start);
    this.#at = closed ? end + 1 : start + 1;
  }

  /** Reads a template from a backtick, or from the brace that closes one of its expressions. */
  #template(): void {
    const start = this.#at;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '`') {
      if (this.text.startsWith('${', end)) {
        const value = this.text.slice(start + 1, end);
        this.#tokens.push({ kind: 'template', value, at: start, continues: true });
        this.#templates.push(0);
        this.#at = end + 2;
        return;
      }
      end += this.text[end] === '\\' ? 2 : 1;
    }
    const kind = this.text[start] === '`' ? 'string' : 'template';
    this.#push(kind, this.text.slice(start + 1, end), start);
    this.#at = end + 1;
  }

  #sign(char: string): void {
    const open = this.#templates.length - 1;
    if (char === '}' && this.#templates[open] === 0) {
      this.#templates.pop();
      this.#template();
      return;
    }
    if (open >= 0 && char === '{') this.#templates[open] = (this.#templates[open] ?? 0) + 1;
    if (open >= 0 && char === '}') this.#templates[open] = (this.#templates[open] ?? 0) - 1;
    this.#push('sign', char, this.#at);
    this.#at += 1;
  }

  #isExpressionNext(): boolean {
    const last = this.#tokens.at(-1);
    if (!last) return true;
    if (last.kind === 'word') return beforeExpression.has(last.value);
    return last.kind === 'sign' && !/[)\]}]/.test(last.value);
  }

  /** A slash without its pair in the line divides. */
  #expression(): void {
    let end = this.#at + 1;
    let inClass = false;
    while (end < this.text.length && this.text[end] !== '\n') {
      const char = this.text[end] as string;
      if (char === '/' && !inClass) break;
      if (char === '[') inClass = true;
      if (char === ']') inClass = false;
      end += char === '\\' ? 2 : 1;
    }
    this.#at = this.text[end] === '/' ? end + 1 : this.#at + 1;
  }
}
