/** Parser directives: `# key=value` lines at the very top (handbook A05). */
export interface Directives {
  /** The escape character, a backslash unless `# escape=` says otherwise. */
  readonly escape: '\\' | '`';
  /** The frontend that `# syntax=` names. */
  readonly syntax?: string;
  /** What `# check=` sets for the linter of BuildKit. */
  readonly check?: string;
}

const key = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=/;
const known = new Set(['escape', 'syntax', 'check']);

/**
 * Reads directives line by line; BuildKit stops looking at the first line that is none
 * (frontend/dockerfile/parser/directives.go, DirectiveParser.ParseLine).
 */
export class DirectiveReader {
  readonly #found = new Map<string, string>();
  #done = false;

  /**
   * Takes the next line, without indentation and line ending.
   *
   * @returns whether the line was a directive
   * @throws Error with a sentence for the user when a directive is repeated or has a wrong value
   */
  take(line: string): boolean {
    if (this.#done) return false;
    const match = key.exec(line);
    const name = match?.[1]?.toLowerCase() ?? '';
    const value = match ? line.slice(match[0].length).trim() : '';
    if (known.has(name) && value !== '') this.#remember(name, value);
    else this.#done = true;
    return !this.#done;
  }

  #remember(name: string, value: string): void {
    if (this.#found.has(name)) throw new Error(`The directive "# ${name}=" stands here twice.`);
    if (name === 'escape' && value !== '\\' && value !== '`')
      throw new Error('The escape directive takes a backslash or a backtick.');
    this.#found.set(name, value);
  }

  get directives(): Directives {
    const syntax = this.#found.get('syntax');
    const check = this.#found.get('check');
    return {
      escape: this.#found.get('escape') === '`' ? '`' : '\\',
      ...(syntax !== undefined && { syntax }),
      ...(check !== undefined && { check }),
    };
  }
}
