import type { Span } from '../edits.js';
import { splitWords } from './words.js';

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

const heading = /^\d*<<(-?)\s*([^<]+)$/;
const mayHold = /^\s*(?:onbuild[\t\v\f\r ]+)?(?:run|copy|add)(?=$|[\t\v\f\r ])/i;

/**
 * The heredocs that a joined line announces, in order (parser.go, heredocsFromLine and
 * canContainHeredoc; handbook A09). JSON forms have none.
 */
export function heredocsIn(line: string): HeredocHeading[] {
  if (!line.includes('<<') || !mayHold.test(line) || isJsonForm(line)) return [];
  return splitWords(line).flatMap((word) => {
    const match = heading.exec(word);
    const raw = match?.[2];
    if (match === null || raw === undefined) return [];
    const name = raw.replace(/\\(.)|["']/g, '$1');
    return name === '' ? [] : [{ name, chomp: match[1] === '-', expand: !/["']/.test(raw) }];
  });
}

function isJsonForm(line: string): boolean {
  const open = line.indexOf('[');
  if (open === -1 || !/^\s*\w+(\s+\w+)?(\s+--\S+)*\s*$/.test(line.slice(0, open))) return false;
  try {
    return Array.isArray(JSON.parse(line.slice(open)));
  } catch {
    return false;
  }
}
