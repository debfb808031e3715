import type { Step } from '../folders.js';

/** The texts of all RUNs as one, so that a search for a path is one search. */
export class RunTexts {
  readonly #text: string;
  readonly #runs: readonly { readonly place: number; readonly end: number }[];

  constructor(steps: readonly Step[]) {
    const texts: string[] = [];
    const runs: { place: number; end: number }[] = [];
    let end = 0;
    for (const [place, { instruction }] of steps.entries()) {
      if (instruction.keyword !== 'RUN') continue;
      const { text } = instruction.line.joined;
      texts.push(text);
      end += text.length + 1;
      runs.push({ place, end });
    }
    this.#text = texts.join('\n');
    this.#runs = runs;
  }

  /** The place of the first RUN that has a text in it; infinite where none has. */
  firstWith(text: string): number {
    const at = this.#text.indexOf(text);
    return at === -1 ? Infinity : (this.#runs.find(({ end }) => at < end)?.place ?? Infinity);
  }
}
