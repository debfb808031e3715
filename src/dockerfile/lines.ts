import type { Span } from '../edits.js';
import { DirectiveReader, type Directives } from './directives.js';
import { DockerfileSyntaxError } from './errors.js';
import { type Heredoc, heredocsIn } from './heredocs.js';
import { JoinedText } from './joined-text.js';

/**
 * One logical line: the physical lines of an instruction, joined as BuildKit joins them, and the
 * bodies of its heredocs. The span reaches from its first character that is no indentation to the
 * end of its last physical line, line ending excluded.
 */
export interface LogicalLine extends Span {
  readonly joined: JoinedText;
  readonly heredocs: readonly Heredoc[];
  /** Comment lines inside the continuation; BuildKit drops them, we keep them. */
  readonly innerComments: readonly Span[];
}

export interface Lines {
  readonly directives: Directives;
  readonly lines: readonly LogicalLine[];
  /** Comment lines between instructions, directives excluded. */
  readonly comments: readonly Span[];
}

/** bufio.MaxScanTokenSize of Go: BuildKit refuses a physical line of this many bytes (A08). */
const longestLine = 64 * 1024;

/** unicode.IsSpace of Go, which differs from `\s` in U+0085 and U+FEFF. */
const blank = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/;

/** A physical line: its span without the line ending, and where the next one begins. */
interface PhysicalLine extends Span {
  readonly next: number;
}

/**
 * Splits a Dockerfile into logical lines exactly as BuildKit's parser.Parse does
 * (frontend/dockerfile/parser/parser.go, handbook A03–A09), keeping the place of every character.
 *
 * @throws DockerfileSyntaxError for what BuildKit refuses while it joins lines
 */
export function logicalLines(text: string): Lines {
  return new Joiner(text).run();
}

class Joiner {
  readonly #text: string;
  readonly #directives = new DirectiveReader();
  readonly #lines: LogicalLine[] = [];
  readonly #comments: Span[] = [];
  #at: number;
  #continued = continuation('\\');

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  run(): Lines {
    for (let line = this.#read(); line; line = this.#read()) this.#begin(line);
    return { directives: this.#directives.directives, lines: this.#lines, comments: this.#comments };
  }

  #read(): PhysicalLine | undefined {
    const start = this.#at;
    if (start >= this.#text.length) return undefined;
    const newline = this.#text.indexOf('\n', start);
    const next = newline === -1 ? this.#text.length : newline + 1;
    if (next - start >= longestLine || byteLength(this.#text, start, next) >= longestLine)
      throw new DockerfileSyntaxError('A line is longer than the 65,535 bytes that Docker takes.', start);
    this.#at = next;
    let end = next;
    while (end > start && (this.#text[end - 1] === '\n' || this.#text[end - 1] === '\r')) end -= 1;
    return { start, end, next };
  }

  /** Takes a line that begins something: a directive, a comment, nothing, or an instruction. */
  #begin(line: PhysicalLine): void {
    const start = line.start + this.#indentation(line);
    if (this.#isDirective({ start, end: line.end })) return;
    if (this.#text[start] === '#' && start < line.end) this.#comments.push({ start, end: line.end });
    else if (start < line.end) this.#join(start, line);
  }

  #isDirective({ start, end }: Span): boolean {
    try {
      const taken = this.#directives.take(this.#text.slice(start, end));
      if (taken) this.#continued = continuation(this.#directives.directives.escape);
      return taken;
    } catch (error) {
      throw new DockerfileSyntaxError((error as Error).message, start);
    }
  }

  /** Reads on while lines end in the continuation token; comments and blank lines do not count. */
  #join(start: number, first: PhysicalLine): void {
    const spans: Span[] = [];
    const innerComments: Span[] = [];
    let last = first;
    let more = this.#take(start, first.end, spans);
    while (more) {
      const line = this.#read();
      if (!line) break;
      last = line;
      const indented = line.start + this.#indentation(line);
      if (this.#text[indented] === '#' && indented < line.end)
        innerComments.push({ start: indented, end: line.end });
      else if (indented < line.end) more = this.#take(line.start, line.end, spans);
    }
    const joined = new JoinedText(this.#text, spans);
    const heredocs = this.#heredocs(joined, start);
    const end = heredocs.at(-1)?.end ?? last.end;
    // A lone continuation token makes an empty line, which BuildKit drops.
    if (joined.text.trim() !== '' || heredocs.length > 0)
      this.#lines.push({ start, end, joined, heredocs, innerComments });
  }

  /** Adds a physical line without its continuation token and tells whether it had one. */
  #take(start: number, end: number, spans: Span[]): boolean {
    const text = this.#text.slice(start, end);
    const token = this.#continued(text);
    spans.push({ start, end: token === undefined ? end : start + token });
    return token !== undefined;
  }

  #heredocs(joined: JoinedText, start: number): Heredoc[] {
    return heredocsIn(joined.text).map((heading) => {
      const from = this.#at;
      for (let line = this.#read(); line; line = this.#read()) {
        const text = this.#text.slice(line.start, line.end);
        if ((heading.chomp ? text.replace(/^\t+/, '') : text) === heading.name)
          return { ...heading, body: { start: from, end: line.start }, start: from, end: line.end };
      }
      throw new DockerfileSyntaxError(`The heredoc <<${heading.name} is never closed.`, start);
    });
  }

  #indentation({ start, end }: Span): number {
    return blank.exec(this.#text.slice(start, end))?.[0].length ?? 0;
  }
}

/**
 * Where a line's continuation token stands, or undefined. A doubled token is none
 * (BuildKit: `([^\\])\\[ \t]*$|^\\[ \t]*$`).
 */
function continuation(escape: string): (line: string) => number | undefined {
  return (line) => {
    let at = line.length - 1;
    while (at >= 0 && (line[at] === ' ' || line[at] === '\t')) at -= 1;
    return at >= 0 && line[at] === escape && line[at - 1] !== escape ? at : undefined;
  };
}

function byteLength(text: string, start: number, end: number): number {
  // Three bytes a UTF-16 unit is the most that UTF-8 needs.
  return (end - start) * 3 < longestLine ? 0 : new TextEncoder().encode(text.slice(start, end)).length;
}
