import type { Span } from '../edits.js';
import { skipSpaces } from './blanks.js';
import { DirectiveReader, type Directives } from './directives.js';
import { DockerfileSyntaxError } from './errors.js';
import { type Heredoc, type HeredocHeading, heredocsIn } from './heredocs.js';
import { JoinedText } from './joined-text.js';
import { MalformedWord } from './lexer.js';

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

interface Lines {
  readonly directives: Directives;
  readonly lines: readonly LogicalLine[];
  /** Comment lines between instructions, directives excluded. */
  readonly comments: readonly Span[];
}

/** The buffer of Go's bufio.Scanner in bytes: a physical line and its ending have to fit (A08). */
const buffer = 64 * 1024;
/** So many UTF-16 units fit in any case: UTF-8 needs three bytes for one at most. */
const surelyFits = Math.floor((buffer - 1) / 3);

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
  /** Directives stand at the head, before all else. */
  #inHead = true;
  #at = 0;
  #escape: Directives['escape'] = '\\';

  constructor(text: string) {
    this.#text = text;
  }

  run(): Lines {
    for (let line = this.#read(); line; line = this.#read()) this.#begin(line);
    return {
      directives: this.#directives.directives,
      lines: this.#lines,
      comments: this.#comments,
    };
  }

  /** The span of the next physical line, byte order mark and line ending excluded. */
  #read(): Span | undefined {
    const text = this.#text;
    const at = this.#at;
    if (at >= text.length) return undefined;
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    // Where the file ends, Go needs one more byte of room to see it.
    const room = newline === -1 ? buffer - 1 : buffer;
    if (next - at > surelyFits && !fits(text.slice(at, next), room))
      throw new DockerfileSyntaxError(
        'A line is longer than the 65,535 bytes that Docker takes.',
        at,
      );
    const start = at === 0 && text.startsWith('\ufeff') ? 1 : at;
    this.#at = next;
    let end = newline === -1 ? next : newline;
    while (end > start && text[end - 1] === '\r') end -= 1;
    return { start, end };
  }

  /** Takes a line that begins something: a directive, a comment, nothing, or an instruction. */
  #begin(line: Span): void {
    const { end } = line;
    const start = skipSpaces(this.#text, line.start, end);
    if (this.#inHead && this.#isDirective({ start, end })) return;
    // Where a line is over, its ending stands or nothing, and no comment begins.
    if (this.#text[start] === '#') this.#comments.push({ start, end });
    else if (start < end) this.#join(start, line);
  }

  #isDirective({ start, end }: Span): boolean {
    try {
      const taken = this.#directives.take(this.#text.slice(start, end));
      if (taken) this.#escape = this.#directives.directives.escape;
      this.#inHead = taken;
      return taken;
    } catch (error) {
      throw new DockerfileSyntaxError((error as Error).message, start);
    }
  }

  /** Reads on while lines end in the continuation token; comments and blank lines do not count. */
  #join(start: number, first: Span): void {
    let token = this.#continuation(start, first.end);
    const spans: Span[] = [{ start, end: token ?? first.end }];
    const innerComments: Span[] = [];
    let last = first;
    while (token !== undefined) {
      const line = this.#read();
      if (!line) break;
      last = line;
      const indented = skipSpaces(this.#text, line.start, line.end);
      if (this.#text[indented] === '#') innerComments.push({ start: indented, end: line.end });
      else if (indented < line.end) {
        // The continuation token is no part of what is joined.
        token = this.#continuation(line.start, line.end);
        spans.push({ start: line.start, end: token ?? line.end });
      }
    }
    const joined = new JoinedText(this.#text, spans);
    const heredocs = this.#heredocs(joined, start);
    const end = heredocs.at(-1)?.end ?? last.end;
    this.#lines.push({ start, end, joined, heredocs, innerComments });
  }

  /**
   * Where a line's continuation token stands, or undefined. A doubled token is none
   * (BuildKit: `([^\\])\\[ \t]*$|^\\[ \t]*$`).
   */
  #continuation(start: number, end: number): number | undefined {
    const text = this.#text;
    const escape = this.#escape;
    let at = end - 1;
    while (at >= start && (text[at] === ' ' || text[at] === '\t')) at -= 1;
    if (at < start || text[at] !== escape) return undefined;
    return at > start && text[at - 1] === escape ? undefined : at;
  }

  #heredocs(joined: JoinedText, start: number): Heredoc[] {
    if (!joined.text.includes('<<')) return [];
    return this.#headings(joined, start).map((heading) => {
      const from = this.#at;
      for (let line = this.#read(); line; line = this.#read()) {
        const text = this.#text.slice(line.start, line.end);
        if ((heading.chomp ? text.replace(/^\t+/, '') : text) === heading.name)
          return { ...heading, body: { start: from, end: line.start }, start: from, end: line.end };
      }
      throw new DockerfileSyntaxError(`The heredoc <<${heading.name} is never closed.`, start);
    });
  }

  #headings(joined: JoinedText, start: number): HeredocHeading[] {
    try {
      return heredocsIn(joined.text, this.#escape);
    } catch (error) {
      if (error instanceof MalformedWord) throw new DockerfileSyntaxError(error.message, start);
      throw error;
    }
  }
}

/** Whether a text takes at most so many bytes of UTF-8. */
function fits(text: string, bytes: number): boolean {
  return text.length <= bytes && new TextEncoder().encode(text).length <= bytes;
}
