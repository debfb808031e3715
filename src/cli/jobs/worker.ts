import { parentPort, workerData } from 'node:worker_threads';
import { type Candidate, type FileResult, rewriterFor } from '../../run/index.js';
import type { Arguments } from '../arguments.js';
import { requestFor } from '../requests.js';

/** What the thread that started this one hands over. */
interface Start {
  readonly given: Arguments;
  readonly cwd: string;
}

/** Rewrites what the thread that started this one sends, batch by batch. */
export async function work(): Promise<void> {
  const { given, cwd } = workerData as Start;
  const request = await requestFor(given, cwd);
  const rewriteOne = rewriterFor({ ...request, write: false });
  let last = Promise.resolve();

  parentPort?.on('message', (candidates: readonly Candidate[]) => {
    last = last.then(() => rewriteAll(candidates));
  });

  async function rewriteAll(candidates: readonly Candidate[]): Promise<void> {
    const results: (FileResult | undefined)[] = [];
    for (const candidate of candidates) results.push(await rewriteOne(candidate));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
    parentPort?.postMessage(results);
  }
}
