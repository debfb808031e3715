import type { Span } from '../edits.js';

/** A run of characters that lie side by side in the file and in the joined text. */
interface Piece {
  /** Where the piece begins in the joined text. */
  readonly at: number;
  /** Where it begins in the file. */
  readonly offset: number;
}

/** Text joined from several physical lines, in which each character knows its place in the file. */
export class JoinedText {
  readonly text: string;
  readonly #pieces: readonly Piece[];
  readonly #end: number;

  /**
   * @param fileText the whole file
   * @param spans what to join, as spans of the file in order
   */
  constructor(
    readonly fileText: string,
    spans: readonly Span[],
  ) {
    let text = '';
    this.#pieces = spans.map(({ start, end }) => {
      const at = text.length;
      text += fileText.slice(start, end);
      return { at, offset: start };
    });
    this.text = text;
    this.#end = spans.at(-1)?.end ?? 0;
  }

  /** The place in the file of the character at an index; the end of the text for its length. */
  offsetAt(index: number): number {
    if (index >= this.text.length) return this.#end;
    const pieces = this.#pieces;
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((pieces[middle] as Piece).at <= index) low = middle;
      else high = middle - 1;
    }
    const { at, offset } = pieces[low] as Piece;
    return offset + index - at;
  }

  /** The span in the file from one character to another, whatever lies between them there. */
  spanOf(start: number, end: number): Span {
    const [only, second] = this.#pieces;
    if (only && !second && start < end && end <= this.text.length)
      return { start: only.offset + start, end: only.offset + end };
    const first = this.offsetAt(start);
    return { start: first, end: end <= start ? first : this.offsetAt(end - 1) + 1 };
  }
}
