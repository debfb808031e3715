import type { Step } from './folders.js';

/** The texts of all RUNs as one, so that a search for a path is one search. */
export class RunTexts {
  readonly #text: string;
  readonly #runs: readonly { readonly place: number; readonly end: number }[];

  constructor(steps: readonly Step[]) {
    const texts: string[] = [];
    let end = 0;
    this.#runs = steps.flatMap(({ instruction: { keyword, line } }, place) => {
      if (keyword !== 'RUN') return [];
      texts.push(line.joined.text);
      end += line.joined.text.length + 1;
      return [{ place, end }];
    });
    this.#text = texts.join('\n');
  }

  /** The place of the first RUN that has a text in it; infinite where none has. */
  firstWith(text: string): number {
    const at = this.#text.indexOf(text);
    return at === -1 ? Infinity : (this.#runs.find(({ end }) => at < end)?.place ?? Infinity);
  }
}
