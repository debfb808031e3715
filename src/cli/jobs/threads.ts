import { type Candidate, candidatesFor, type FileResult, type Request } from '../../run/index.js';
import { written } from '../../run/rewrite-file.js';
import type { Arguments } from '../arguments.js';
import { Thread } from './thread.js';

/** Files of one folder go together, since a thread keeps a repository in memory. */
const batchSize = 16;

/** What a batch is of, and what becomes of it. */
interface Batch {
  readonly candidates: readonly Candidate[];
  readonly results: Promise<readonly (FileResult | undefined)[]>;
}

/**
 * Rewrites files by several threads. The results come in the order of the files, whichever thread is
 * done first, and no more than two batches a thread are in memory. Files are written here alone, so
 * that nothing half-done is left where the run is interrupted.
 *
 * @throws what `run` throws, and what went wrong in a thread
 */
export async function* runInThreads(
  request: Request,
  given: Arguments,
): AsyncGenerator<FileResult> {
  const threads: Thread[] = [];
  const waiting: Batch[] = [];
  try {
    for await (const candidates of batchesOf(candidatesFor(request))) {
      if (threads.length < given.jobs) threads.push(new Thread(given));
      const results = leastBusy(threads).rewrite(candidates);
      // What went wrong is told when its turn comes.
      results.catch(() => {});
      waiting.push({ candidates, results });
      if (waiting.length >= 2 * given.jobs) yield* done(waiting.shift(), request.write);
    }
    while (waiting.length > 0) yield* done(waiting.shift(), request.write);
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

async function* batchesOf(all: AsyncIterable<Candidate>): AsyncGenerator<Candidate[]> {
  let batch: Candidate[] = [];
  for await (const candidate of all)
    if (batch.push(candidate) === batchSize) {
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}

function leastBusy(threads: readonly Thread[]): Thread {
  return threads.reduce((best, one) => (one.load < best.load ? one : best));
}

async function* done(batch: Batch | undefined, write: boolean): AsyncGenerator<FileResult> {
  const results = (await batch?.results) ?? [];
  for (const [at, result] of results.entries()) {
    const location = batch?.candidates[at]?.path;
    if (!result || location === undefined) continue;
    const changed = result.error === undefined && result.text !== result.before;
    yield write && changed ? await written(result, location) : result;
  }
}
