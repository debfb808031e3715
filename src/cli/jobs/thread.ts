import { Worker } from 'node:worker_threads';
import type { Candidate, FileResult } from '../../run/index.js';
import type { Arguments } from '../arguments.js';

type Results = readonly (FileResult | undefined)[];

interface Waiting {
  resolve(results: Results): void;
  reject(error: unknown): void;
}

/** As in `inLittleMemory`, with the third part that the engine counts besides; a thread has it set from its start. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/** A thread that rewrites batches of files, one after the other. */
export class Thread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];

  constructor(given: Arguments) {
    // The build puts it beside the file that this one becomes a part of.
    const workerData = { given, cwd: process.cwd() };
    this.#worker = new Worker(new URL('./worker.cjs', import.meta.url), {
      workerData,
      resourceLimits,
    });
    this.#worker.on('message', (results: Results) => this.#waiting.shift()?.resolve(results));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread ended before its work was done')));
  }

  /** How many batches it has to do. */
  get load(): number {
    return this.#waiting.length;
  }

  rewrite(candidates: readonly Candidate[]): Promise<Results> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
      this.#worker.postMessage(candidates);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    for (const one of this.#waiting.splice(0)) one.reject(error);
  }
}
