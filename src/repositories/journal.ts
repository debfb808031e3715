import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { systemReason, UserError } from '../user-error.js';

/** What the journal keeps of a repository that is done. */
export interface Entry {
  readonly location: string;
  readonly outcome: string;
  readonly files: number;
  readonly changed: number;
  /** Rules that declined something, each with the number of its files. */
  readonly declined: Readonly<Record<string, number>>;
  /** Estimated MB of base images that are saved. */
  readonly saved: number;
}

/**
 * A file with a line for each repository that is done, written when it is done and not before, so
 * that a run that was interrupted, however roughly, continues where it stopped.
 */
export class Journal {
  readonly #file: number;
  readonly #done = new Map<string, Entry>();

  /**
   * @param purpose everything that decides on the result: a journal of other work is refused
   * @throws UserError when the file can't be used
   */
  constructor(path: string, purpose: unknown) {
    const id = createHash('sha256').update(JSON.stringify(purpose)).digest('hex').slice(0, 16);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const [head, ...lines] = text.split('\n').slice(0, -1);
    if (head !== undefined && (parsed(head) as { run?: string } | undefined)?.run !== id)
      throw new UserError(
        `${path} is the journal of a run with other options, or no journal.`,
        'Name another file with --journal, or remove this one to begin anew.',
      );
    for (const line of lines) {
      const entry = parsed(line) as Entry | undefined;
      if (entry?.location !== undefined) this.#done.set(entry.location, entry);
    }
    try {
      this.#file = openSync(path, 'a');
    } catch (error) {
      throw new UserError(`${path} can't be written: ${systemReason(error)}.`);
    }
    // A line that was cut off is closed, so that the next one stands alone.
    if (text !== '' && !text.endsWith('\n')) this.#write('');
    if (head === undefined) this.#write(JSON.stringify({ run: id }));
  }

  /** What an earlier run did with a repository. */
  done(location: string): Entry | undefined {
    return this.#done.get(location);
  }

  /** Keeps that a repository is done; on return it is on disk. */
  add(entry: Entry): void {
    this.#write(JSON.stringify(entry));
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: string): void {
    writeSync(this.#file, `${line}\n`);
    fsyncSync(this.#file);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
