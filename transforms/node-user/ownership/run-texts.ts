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

  /** The place of the first RUN that names a path, or one below it; infinite where none does. */
  firstWith(path: string): number {
    for (let at = this.#next(path, 0); at !== -1; at = this.#next(path, at + 1))
      if (path === '/' || this.#isWhole(path, at))
        return this.#runs.find(({ end }) => at < end)?.place ?? Infinity;
    return Infinity;
  }

  #next(path: string, from: number): number {
    return this.#text.indexOf(path, from);
  }

  /** `/etc/app.conf` is not `/app`. */
  #isWhole(path: string, at: number): boolean {
    const [before = '', after = ''] = [this.#text[at - 1], this.#text[at + path.length]];
    return !/[\w./-]/.test(before) && !/[\w.-]/.test(after);
  }
}
