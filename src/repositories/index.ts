import { rewriteRepository, type RepositoryResult, type Work } from './repository.js';
import type { Source } from './sources.js';

export type { Delivery } from './deliver.js';
export { type Entry, Journal } from './journal.js';
export type { Outcome, RepositoryResult, Work } from './repository.js';
export { type Source, sourcesOf } from './sources.js';

/**
 * Rewrites repositories, several at a time; results come as they are done. Once a review has ended,
 * no further one is begun.
 *
 * @param jobs how many are in work at once
 */
export async function* rewriteRepositories(
  sources: readonly Source[],
  work: Work,
  jobs: number,
  signal: AbortSignal,
): AsyncGenerator<RepositoryResult> {
  const waiting = [...sources];
  const running = new Map<Source, Promise<RepositoryResult>>();
  for (;;) {
    while (running.size < jobs && waiting.length > 0 && !work.request.review?.ended) {
      const source = waiting.shift() as Source;
      running.set(source, rewriteRepository(source, work, signal));
    }
    if (running.size === 0) return;
    const result = await Promise.race(running.values());
    running.delete(result.source);
    yield result;
  }
}
