import { createHash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './behaviour.js';

/** One question must be answered within this time, in milliseconds. */
const patience = 10_000;

/**
 * Asks a server over HTTP, once.
 *
 * @returns undefined when nothing answers, or what answers is no HTTP
 */
export async function ask(
  { host, port }: { host: string; port: number },
  path: string,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    const response = await responseOf(`http://${host}:${port}${path}`, signal);
    const body = createHash('sha256')
      .update(await buffer(response))
      .digest('hex');
    return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError) throw error;
    return undefined;
  }
}

/** Redirects are answers, too: they are not followed. */
function responseOf(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const both = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    get(url, { agent: false, signal: both }, resolve).once('error', reject);
  });
}
