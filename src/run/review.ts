import type { Rewrite } from '../rewrite/index.js';
import type { Transform } from '../transform.js';
import type { FileResult } from './result.js';

/** What one transform would do to a file, on top of all that was accepted before it. */
export interface Step extends FileResult {
  readonly transform: string;
}

/** As in `git add -p`: `rest` is what is left of the file, `quit` leaves everything from here on. */
export type Answer = 'accept' | 'skip' | 'accept-rest' | 'skip-rest' | 'quit';

/** Where the file of a step is; the rest of a result comes from the rewrite. */
export type Place = Pick<FileResult, 'path' | 'repositoryPath' | 'imageMirrors'>;

interface Tally {
  ended: boolean;
  accepted: number;
  skipped: number;
}

/**
 * Asks for each transform of each file whether its change is wanted. Nothing here knows of a
 * terminal: who answers is a parameter.
 */
export class Review {
  readonly #tally: Tally;

  constructor(
    readonly ask: (step: Step) => Promise<Answer>,
    tally: Tally = { ended: false, accepted: 0, skipped: 0 },
  ) {
    this.#tally = tally;
  }

  /** The same review of the files of one repository among many: its name stands before their paths. */
  within(repository: string): Review {
    const ask = (step: Step): Promise<Answer> =>
      this.ask({ ...step, path: `${repository}/${step.repositoryPath}` });
    return new Review(ask, this.#tally);
  }

  /** Nobody wants to be asked any more. */
  get ended(): boolean {
    return this.#tally.ended;
  }

  /** How many steps were answered, in what way. */
  get counts(): { readonly accepted: number; readonly skipped: number } {
    const { accepted, skipped } = this.#tally;
    return { accepted, skipped };
  }

  /**
   * The rewrite by the transforms that are accepted. Each is shown as the difference that it makes
   * to a rewrite by those before it, so that what is accepted is what `--transform` of the same
   * names would do.
   *
   * @param rewriteBy the rewrite of the file by some of the transforms
   */
  async rewrite(
    place: Place,
    transforms: readonly Transform[],
    rewriteBy: (chosen: readonly Transform[]) => Rewrite,
  ): Promise<Rewrite> {
    const chosen: Transform[] = [];
    let result = rewriteBy(chosen);
    let answer: Answer = 'accept';
    for (const transform of transforms) {
      const next = rewriteBy([...chosen, transform]);
      const changes = next.text !== result.text;
      if (changes && answer !== 'accept-rest')
        answer = await this.#answer(transform, place, result, next);
      if (changes) this.#count(answer);
      if (answer === 'quit' || answer === 'skip-rest') break;
      if (changes && answer === 'skip') continue;
      chosen.push(transform);
      result = next;
    }
    return result;
  }

  async #answer(
    { name }: Transform,
    place: Place,
    before: Rewrite,
    after: Rewrite,
  ): Promise<Answer> {
    const ofIt = ({ transform }: { readonly transform?: string }): boolean => transform === name;
    const answer = await this.ask({
      ...place,
      transform: name,
      before: before.text,
      text: after.text,
      changes: after.changes.filter(ofIt),
      cautions: after.cautions.filter(ofIt),
      declined: after.declined.filter(ofIt),
      written: false,
    });
    this.#tally.ended ||= answer === 'quit';
    return answer;
  }

  #count(answer: Answer): void {
    if (answer === 'accept' || answer === 'accept-rest') this.#tally.accepted += 1;
    else if (answer !== 'quit') this.#tally.skipped += 1;
  }
}
