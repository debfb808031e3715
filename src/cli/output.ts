import type { Writable } from 'node:stream';

/** Where texts go: what was asked for, and what is told beside it. */
export interface Output {
  /** Writes what was asked for. */
  print(text: string): Promise<void>;
  /** Writes what is told beside it. */
  tell(text: string): Promise<void>;
  /** Nobody reads what is printed any more: `| head` has seen enough. */
  readonly isClosed: () => boolean;
}

/** Standard output and standard error; a pipe that closes early is no error. */
export function processOutput(): Output {
  let closed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => (closed ? Promise.resolve() : writeTo(process.stdout, text)),
    tell: (text) => writeTo(process.stderr, text),
    isClosed: () => closed,
  };
}

/** Waits until the text has left, so that a slow reader does not fill the memory. */
function writeTo(stream: Writable, text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}
