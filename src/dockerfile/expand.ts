/** The value of a variable: undefined when it is not known, null when it is known to be unset. */
export type Lookup = (name: string) => string | undefined | null;

/**
 * Expands a word as the builder does: quotes, escapes, `$x`, `${x}` and its modifiers
 * (frontend/dockerfile/shell/lex.go; handbook A24–A26).
 *
 * @returns the value, or undefined when a variable in it is not known or the word is malformed
 */
export function expand(word: string, lookup: Lookup, escape = '\\'): string | undefined {
  const reader = new Reader(word, lookup, escape);
  const value = reader.read('');
  return reader.failed ? undefined : value;
}

/** The names of the variables that a text refers to. */
export function variablesIn(text: string, escape = '\\'): string[] {
  const names: string[] = [];
  const note: Lookup = (name) => {
    names.push(name);
    return '';
  };
  expand(text, note, escape);
  return names;
}

class Reader {
  failed = false;
  #at = 0;

  constructor(
    readonly word: string,
    readonly lookup: Lookup,
    readonly escape: string,
  ) {}

  /** Reads up to an unquoted stop character, or to the end. */
  read(stop: string): string {
    let value = '';
    while (this.#at < this.word.length) {
      const char = this.word[this.#at] as string;
      if (stop !== '' && char === stop) return value;
      if (char === "'") value += this.#singleQuoted();
      else if (char === '"') value += this.#doubleQuoted();
      else if (char === '$') value += this.#variable();
      else value += this.#literal(char);
    }
    if (stop !== '') this.failed = true;
    return value;
  }

  #literal(char: string): string {
    this.#at += 1;
    if (char !== this.escape) return char;
    const next = this.word[this.#at] ?? '';
    this.#at += 1;
    return next;
  }

  #singleQuoted(): string {
    const end = this.word.indexOf("'", this.#at + 1);
    if (end === -1) return this.#fail();
    const value = this.word.slice(this.#at + 1, end);
    this.#at = end + 1;
    return value;
  }

  #doubleQuoted(): string {
    let value = '';
    this.#at += 1;
    while (this.#at < this.word.length) {
      const char = this.word[this.#at] as string;
      if (char === '"') {
        this.#at += 1;
        return value;
      }
      if (char === '$') value += this.#variable();
      else if (char === this.escape && this.#escapesInQuotes()) value += this.#literal(char);
      else value += this.word[this.#at++] as string;
    }
    return this.#fail();
  }

  #escapesInQuotes(): boolean {
    const next = this.word[this.#at + 1];
    return next === '"' || next === '$' || next === this.escape;
  }

  #variable(): string {
    this.#at += 1;
    if (this.word[this.#at] === '{') return this.#braced();
    const name = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])/.exec(this.word.slice(this.#at))?.[0];
    if (name === undefined) return '$';
    this.#at += name.length;
    return this.#value(name) ?? '';
  }

  #braced(): string {
    this.#at += 1;
    const name = /^[A-Za-z_0-9]+/.exec(this.word.slice(this.#at))?.[0];
    if (name === undefined) return this.#fail();
    this.#at += name.length;
    const modifier = /^(?::?[-+?]|##?|%%?|\/\/?)?/.exec(this.word.slice(this.#at))?.[0] ?? '';
    this.#at += modifier.length;
    const operand = this.read('}');
    this.#at += 1;
    return this.#modified(name, modifier, operand);
  }

  #modified(name: string, modifier: string, operand: string): string {
    const value = this.#value(name);
    const empty = value === null || (modifier.startsWith(':') && value === '');
    if (modifier.endsWith('-')) return empty ? operand : (value ?? '');
    if (modifier.endsWith('+')) return empty ? '' : operand;
    if (modifier.endsWith('?')) return empty ? this.#fail() : (value ?? '');
    // Patterns (#, %, /) are rare in Dockerfiles and not worth guessing at.
    if (modifier !== '' || operand !== '') return this.#fail();
    return value ?? '';
  }

  #value(name: string): string | null {
    const value = this.lookup(name);
    if (value === undefined) this.failed = true;
    return value ?? null;
  }

  #fail(): string {
    this.failed = true;
    this.#at = this.word.length;
    return '';
  }
}
