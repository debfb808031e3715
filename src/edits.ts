import { rememberedLast } from './memo.js';

/** A half-open range of UTF-16 offsets into one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces a span by a text: an empty span inserts, an empty text removes. */
export interface Edit extends Span {
  readonly text: string;
}

/** Whether a span lies in another one. */
export function isPartOf(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Orders edits by place; edits at the same place keep the order in which they were given. */
function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * Applies edits to the text for which they were made and leaves every other character as it is.
 *
 * @throws RangeError when two edits overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length)
      throw new RangeError(`edit ${edit.start}–${edit.end} overlaps another or leaves the text`);
    parts.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/**
 * Carries an offset in the edited text back to the text before the edits. An offset inside
 * written text goes to the place where that text was written.
 */
export function originalOffset(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const edit of inOrder(edits)) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}

/** Where the lines of a text end. */
const breaksIn = rememberedLast((text): readonly number[] => {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return breaks;
});

/** The line, counted from 1, that holds an offset. */
export function lineAt(text: string, offset: number): number {
  const breaks = breaksIn(text);
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((breaks[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
