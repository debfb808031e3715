import type { Span } from '../edits.js';
import { splitCommand } from './command.js';
import { jsonForm } from './json-form.js';
import { lex, MalformedWord, NestedTooDeeply, type Reference } from './lexer.js';

/** What `<<WORD` announces. */
export interface HeredocHeading {
  readonly name: string;
  /** `<<-`: leading tabs are dropped. */
  readonly chomp: boolean;
  /** Whether the builder expands variables in the body: the word was not quoted. */
  readonly expand: boolean;
}

/** A heredoc; the span covers body and terminator. */
export interface Heredoc extends HeredocHeading, Span {
  readonly body: Span;
}

/** A body as its reader gets it: `<<-` takes the tabs at the start of each line. */
export function heredocText(file: string, { body, chomp }: Heredoc): string {
  const text = file.slice(body.start, body.end);
  return chomp ? text.replace(/^\t+/gm, '') : text;
}

const heading = /^\d*<<(-?)[\t\n\f\r ]*([^<]*)$/;
const mayHold = new Set(['RUN', 'COPY', 'ADD']);

/**
 * The heredocs that a joined line with `<<` announces, in order (parser.go, heredocsFromLine; handbook
 * A09).
 *
 * @throws MalformedWord where the name of one, or whether there is one, can't be read
 */
export function heredocsIn(line: string, escape: string): HeredocHeading[] {
  if (!canHold(line, escape)) return [];
  return [...lineWords(line)].flatMap((word) => headingOf(word) ?? []);
}

/** Only shell forms of RUN, COPY and ADD, and ONBUILD of these, have heredocs (canContainHeredoc). */
function canHold(line: string, escape: string): boolean {
  let command = splitCommand(line, escape);
  if (command.keyword === 'ONBUILD' && command.argument !== '')
    command = splitCommand(command.argument, escape);
  return mayHold.has(command.keyword) && jsonForm(command.argument) === undefined;
}

/** Words of the whole line; a line that can't be read has none. The escape is always a backslash. */
function lineWords(line: string): readonly string[] {
  try {
    return lex(line, { escape: '\\', rawQuotes: true, rawEscapes: true, resolve: asWritten }).words;
  } catch (error) {
    if (error instanceof MalformedWord && !(error instanceof NestedTooDeeply)) return [];
    throw error;
  }
}

/**
 * What a word such as `<<-"EOF"` announces, if it does (parser.go, heredocFromMatch).
 *
 * @throws MalformedWord
 */
function headingOf(word: string): HeredocHeading | undefined {
  const [, dash, rest] = heading.exec(word) ?? [];
  if (rest === undefined || rest === '') return undefined;
  const [name, ...more] = lex(rest, { escape: '\\', resolve: asWritten }).words;
  if (name === undefined || more.length > 0) return undefined;
  const raw = lex(rest, { escape: '\\', rawQuotes: true, resolve: asWritten }).words;
  if (raw.length !== 1) throw new MalformedWord(`"${rest}" is no name for a heredoc.`);
  return { name, chomp: dash === '-', expand: quotesIn(name) === quotesIn(raw[0] ?? '') };
}

/** Whether a text is what announces a heredoc, and nothing more. */
export function isHeredocWord(text: string): boolean {
  try {
    return headingOf(text) !== undefined;
  } catch (error) {
    if (error instanceof MalformedWord) return false;
    throw error;
  }
}

function quotesIn(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}

/** No variable is known here; BuildKit writes them back, one slash fewer for `${x//y/z}`. */
function asWritten({ name, braced, modifier, word, replacement }: Reference): string {
  if (!braced) return `$${name}`;
  return modifier.startsWith('/')
    ? `\${${name}/${word}/${replacement}}`
    : `\${${name}${modifier}${word}}`;
}
